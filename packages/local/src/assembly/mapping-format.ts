import { isObject } from '../foundation/is-object.ts';

/**
 * What CloudFormation refuses of the two levels within a mapping, in its words.
 * https://github.com/aws-cloudformation/cfn-lint/issues/2004 and
 * https://github.com/aws/serverless-application-model/issues/1608 quote them.
 */
export function mappingFormatProblems(mappings: unknown): string[] {
  if (!isObject(mappings)) return [];
  const elements = Object.values(mappings).flatMap(membersOf);
  const attributes = elements.flatMap(([, element]) => membersOf(element));
  return [
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

function membersOf(value: unknown): [name: string, member: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
