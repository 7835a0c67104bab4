import type { Resource, ResourceType } from '../foundation/resources/resource-type.ts';
import type { Template } from './template.ts';

/**
 * What CloudFormation refuses because it exists already: a second resource of the same name in one account and
 * region.
 */
export function duplicateNames(
  resources: readonly Resource[],
  templates: readonly Template[],
  typeOf: (name: string) => ResourceType | undefined,
): string[] {
  const environments = new Map(templates.map(({ stack, environment }) => [stack, environment]));
  const known = new Set<string>();
  return resources.flatMap(({ type, arn, name, logicalId, stack }) => {
    if (arn === undefined || typeOf(type)?.name === undefined) return [];
    const key = `${environments.get(stack)} ${type} ${type === 'AWS::IAM::Role' ? arn.toLowerCase() : arn}`;
    if (!known.has(key)) {
      known.add(key);
      return [];
    }
    return [
      `${type} ${logicalId} in ${stack}: Resource of type '${type}' with identifier '${name}' already exists.`,
    ];
  });
}
