import type { AttributeValue } from '../values/attribute-value.ts';
import type { DocumentPath, WrittenPath } from './document-path.ts';
import { ExpressionError } from './expression-error.ts';

/** The names and values that a request gives for its expressions, and which of them they use. */
export interface Bindings {
  /** @throws ExpressionError where a name is not given */
  path(written: WrittenPath): DocumentPath;
  /** @throws ExpressionError where it is not given */
  value(name: string): AttributeValue;
  /** @throws ExpressionError where something is given that no expression uses */
  checkUsed(): void;
}

export function createBindings(
  names: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, AttributeValue>> = {},
): Bindings {
  const usedNames = new Set<string>();
  const usedValues = new Set<string>();

  function nameOf(part: string): string {
    const name = Object.hasOwn(names, part) ? names[part] : undefined;
    if (name === undefined) {
      throw new ExpressionError(
        `An expression attribute name used in the document path is not defined; attribute name: ${part}`,
      );
    }
    usedNames.add(part);
    return name;
  }

  const filled = <Part extends string | number>(part: Part): Part | string =>
    typeof part === 'string' && part[0] === '#' ? nameOf(part) : part;
  const filledIn = ([head, ...within]: WrittenPath): DocumentPath => [filled(head), ...within.map(filled)];

  return {
    path: (written) =>
      written.some((part) => typeof part === 'string' && part[0] === '#') ? filledIn(written) : written,
    value(name) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) {
        throw new ExpressionError(
          `An expression attribute value used in expression is not defined; attribute value: ${name}`,
        );
      }
      usedValues.add(name);
      return value;
    },
    checkUsed() {
      checkAllUsed(names, usedNames, 'ExpressionAttributeNames');
      checkAllUsed(values, usedValues, 'ExpressionAttributeValues');
    },
  };
}

function checkAllUsed(given: object, used: ReadonlySet<string>, parameter: string): void {
  const names = Object.keys(given);
  if (names.length === used.size) return;
  const unused = names.filter((name) => !used.has(name));
  throw new ExpressionError(
    `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`,
  );
}
