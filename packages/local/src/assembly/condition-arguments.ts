import { isObject } from '../foundation/is-object.ts';

const SOME = 'at least 2 and at most 10 boolean parameters';

/**
 * How many arguments the functions of conditions take, and CloudFormation's words where it is another number; of Fn::Not
 * they are not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
const functions: Readonly<Record<string, readonly [least: number, most: number, wanted: string]>> = {
  'Fn::Equals': [2, 2, '2 string parameters'],
  'Fn::And': [2, 10, SOME],
  'Fn::Or': [2, 10, SOME],
  'Fn::Not': [1, 1, '1 boolean parameter'],
};

/** What CloudFormation refuses of the functions that conditions are made of. */
export function conditionArgumentProblems(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionArgumentProblems);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    const inside = conditionArgumentProblems(argument);
    const [least, most, wanted] = functions[name] ?? [];
    if (least === undefined || most === undefined) return inside;
    const count = Array.isArray(argument) ? argument.length : 0;
    if (count >= least && count <= most) return inside;
    return [`Template error: every ${name} object requires a list of ${wanted}.`, ...inside];
  });
}
