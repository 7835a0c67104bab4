import { isObject } from '../foundation/is-object.ts';
import { conditionArgumentProblems } from './condition-arguments.ts';
import { referencesOf } from './references.ts';

/**
 * What CloudFormation refuses of the Conditions of a template, whether a resource has them or not.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html: a condition refers to
 * parameters, mappings and other conditions. https://github.com/aws-cloudformation/cfn-lint/issues/99 has its words for
 * resources; of the other two they are not known.
 */
export function conditionProblems(template: Readonly<Record<string, unknown>>): string[] {
  const conditions = isObject(template.Conditions) ? template.Conditions : {};
  const parameters = isObject(template.Parameters) ? template.Parameters : {};
  const referred = new Set(referencesOf(conditions));
  const resources = [...referred].filter((name) => !name.includes('::') && !Object.hasOwn(parameters, name));
  const needed = new Map(Object.entries(conditions).map(([name, value]) => [name, conditionsIn(value)]));
  const missing = [...needed.values()].flat().filter((name) => !needed.has(name));
  const circle = [...needed.keys()].find((name) => needs(name, name, needed));
  return [
    ...conditionArgumentProblems(Object.values(conditions)),
    ...(resources.length > 0
      ? [
          `Unresolved dependencies [${resources.join(', ')}]. Cannot reference resources in the Conditions block of the template`,
        ]
      : []),
    ...missing.map(
      (name) => `Unresolved condition dependency ${name} in the Conditions block of the template`,
    ),
    ...(circle === undefined
      ? []
      : [`Found circular condition dependency between ${circle} and ${needed.get(circle)?.join(', ')}`]),
  ];
}

/** The conditions that another is made of. */
function conditionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'Condition' && typeof member === 'string') return [member];
    if (key === 'Fn::If' && Array.isArray(member))
      return [String(member[0]), ...conditionsIn(member.slice(1))];
    return conditionsIn(member);
  });
}

function needs(
  name: string,
  wanted: string,
  needed: ReadonlyMap<string, readonly string[]>,
  seen: Set<string> = new Set(),
): boolean {
  const others = needed.get(name) ?? [];
  if (others.includes(wanted)) return true;
  return others.some((other) => {
    if (seen.has(other)) return false;
    seen.add(other);
    return needs(other, wanted, needed, seen);
  });
}
