import { isObject } from '../foundation/is-object.ts';

/**
 * What CloudFormation refuses of the two levels within a mapping, in its words.
 * https://github.com/aws-cloudformation/cfn-lint/issues/2004 and
 * https://github.com/aws/serverless-application-model/issues/1608 quote them.
 */
export function mappingFormatProblems(mappings: unknown): string[] {
  if (!isObject(mappings)) return [];
  const maps = Object.entries(mappings);
  const elements = maps.flatMap(([, map]) => membersOf(map));
  const attributes = elements.flatMap(([, element]) => membersOf(element));
  return [
    // Both as AWS answers, recorded.
    ...[...maps, ...elements]
      .filter(([, member]) => !isObject(member))
      .map(([name]) => `Every Mappings member ${name} must be a map`),
    ...(attributes.every(([, value]) => isAttribute(value))
      ? []
      : ['Every Mappings attribute must be a String or a List.']),
    ...elements
      .filter(([name]) => !/^[a-zA-Z0-9.-]+$/.test(name))
      .map(
        ([name]) =>
          `Mappings element name '${name}' must be non-empty and can contain only alphanumerics, '-' or '.'`,
      ),
    ...attributes
      .filter(([name]) => !/^[a-zA-Z0-9]+$/.test(name))
      .map(([name]) => `Mappings attribute name '${name}' must contain only alphanumeric characters.`),
  ];
}

/** A number or a truth value stands for a text. */
function isAttribute(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => !isObject(item)) : !isObject(value);
}

function membersOf(value: unknown): [name: string, member: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
