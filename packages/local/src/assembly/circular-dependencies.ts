import { isObject } from '../foundation/is-object.ts';
import type { Template } from './template.ts';
import { dependenciesOf } from './template-format.ts';

/** What a template's conditions say. */
export interface Conditions {
  isTrue(name: string): boolean;
  isWanted(logicalId: string): boolean;
}

/**
 * The resources of a template that wait for one another, or for such: CloudFormation makes none of them. They wait by
 * `DependsOn` and by what their properties refer to.
 * https://aws.amazon.com/blogs/infrastructure-and-automation/handling-circular-dependency-errors-in-aws-cloudformation/
 */
export function circularDependencies({ Resources }: Template, conditions: Conditions): readonly string[] {
  const waiting = new Map(
    Object.entries(Resources)
      .filter(([logicalId]) => conditions.isWanted(logicalId))
      .map(([logicalId, resource]) => [
        logicalId,
        [...dependenciesOf(resource), ...referencesIn(resource.Properties, conditions)],
      ]),
  );
  let before: number;
  do {
    before = waiting.size;
    for (const [logicalId, others] of waiting) {
      if (!others.some((other) => waiting.has(other))) waiting.delete(logicalId);
    }
  } while (waiting.size < before);
  return [...waiting.keys()];
}

function referencesIn(value: unknown, conditions: Conditions): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, conditions));
  if (!isObject(value)) return [];
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  const call = others.length === 0 ? calls[name] : undefined;
  return call ? call(argument, conditions) : referencesIn(Object.values(value), conditions);
}

type Call = (argument: unknown, conditions: Conditions) => string[];

/** The intrinsic functions that refer to resources, or leave out a part of their argument. */
const calls: Readonly<Record<string, Call>> = {
  Ref: (name) => [String(name)],
  'Fn::GetAtt': (argument) => [String([argument].flat()[0]).split('.', 1).join()],
  'Fn::Sub': (argument, conditions) => {
    const [text, values = {}] = [argument].flat();
    const named = isObject(values) ? values : {};
    const references = [...String(text).matchAll(/\$\{([^!}.][^}.]*)/g)].map(([, name = '']) => name);
    return [
      ...references.filter((name) => !Object.hasOwn(named, name)),
      ...referencesIn(Object.values(named), conditions),
    ];
  },
  'Fn::If': (argument, conditions) => {
    const [condition, then, otherwise] = [argument].flat();
    return referencesIn(conditions.isTrue(String(condition)) ? then : otherwise, conditions);
  },
};
