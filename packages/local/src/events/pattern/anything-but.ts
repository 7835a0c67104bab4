import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { caselessText } from './caseless-text.ts';
import { type Comparison, onStrings } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { LARGEST_NUMBER } from './numeric-range.ts';
import { wildcard } from './wildcard.ts';

const NOT_A_VALUE = 'Value of anything-but must be an array or single string/number value.';

/**
 * The test of an `anything-but` pattern: a leaf that is there and that no operand describes. A leaf of another
 * type, null included, is something else, so it passes.
 */
export function anythingBut(operand: Json): Comparison {
  const excluded = isJsonObject(operand) ? excludedByOperator(operand) : excludedByValue(operand);
  return (value) => !excluded.some((test) => test(value));
}

function excludedByValue(operand: Json): Comparison[] {
  const operands = isJsonList(operand) ? operand : [operand];
  if (!isJsonList(operand) && typeof operand !== 'string' && typeof operand !== 'number') {
    invalidPattern(NOT_A_VALUE);
  }
  const kinds = new Set(operands.map((value) => typeof value));
  if (!operands.every((value) => typeof value === 'string' || typeof value === 'number')) {
    invalidPattern('Inside anything but list, start|null|boolean is not supported.');
  }
  if (kinds.size !== 1) {
    invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  for (const value of operands) if (typeof value === 'number') withinLimit(value);
  return operands.map((excluded) => (value) => value === excluded);
}

/** Numbers are compared in a form of their own, which has an end. */
function withinLimit(value: number): void {
  if (Math.abs(value) > LARGEST_NUMBER) invalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
}

function excludedByOperator(expression: JsonObject): Comparison[] {
  const [[operator, operand] = [], ...more] = Object.entries(expression);
  if (operator === undefined || operand === undefined)
    return invalidPattern('Anything-But expression name not found');
  if (more.length > 0) invalidPattern('Only one key allowed in match expression');
  const build = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (build === undefined) return invalidPattern(`Unsupported anything-but pattern: ${operator}`);
  if (isJsonObject(operand)) invalidPattern(NOT_A_VALUE);
  const operands = isJsonList(operand) ? operand : [operand];
  if (operands.length === 0) invalidPattern('Empty arrays are not allowed');
  return operands.map((value) => onStrings(build(value)));
}

const OPERATORS: Readonly<Record<string, (operand: Json) => (text: string) => boolean>> = {
  prefix: (operand) => {
    const prefix = affix(operand);
    return (text) => text.startsWith(prefix);
  },
  suffix: (operand) => {
    const suffix = affix(operand);
    return (text) => text.endsWith(suffix);
  },
  'equals-ignore-case': (operand) => {
    if (typeof operand !== 'string') {
      return invalidPattern(
        'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
      );
    }
    return caselessText(operand).equals;
  },
  wildcard: (operand) => {
    if (typeof operand !== 'string') return invalidPattern('wildcard match pattern must be a string');
    return wildcard(operand);
  },
};

function affix(operand: Json): string {
  if (typeof operand !== 'string') return invalidPattern('prefix/suffix match pattern must be a string');
  if (operand === '') invalidPattern('Null prefix/suffix not allowed');
  return operand;
}
