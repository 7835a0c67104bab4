import { list, type PolicyStatement } from '../foundation/resources/policy-document.ts';
import { type ConditionOperator, conditionOperator } from './condition-operators.ts';
import {
  type ConditionValues,
  compileText,
  escapedFor,
  type TextOptions,
  type ValueTest,
} from './policy-variable.ts';

export type Condition = (values: ConditionValues) => boolean;

/**
 * All conditions of a statement as one test.
 * @param version of the policy: that of 2012 has variables
 */
export function compileConditions(
  conditions: PolicyStatement['Condition'],
  version: string | undefined,
  options: TextOptions,
): Condition {
  const { evaluable, refuse } = options;
  const tests = Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      if (!evaluable.has(key.toLowerCase()))
        return refuse(`condition key ${key} (under ${operator}) can't be evaluated locally`);
      const texts = list(values).map((value) => escapedFor(version, String(value)));
      return compileCondition(operator, key.toLowerCase(), texts, options);
    }),
  );
  return (values) => tests.every((test) => test(values));
}

function compileCondition(
  name: string,
  key: string,
  wanted: readonly string[],
  options: TextOptions,
): Condition {
  if (name === 'Null') return (values) => wanted.some((value) => !values(key)?.length === (value === 'true'));
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const operator = conditionOperator(base);
  if (operator === undefined) return options.refuse(`condition operator ${name} can't be evaluated locally`);
  const holds = valueTest(operator, wanted, options);
  return (values) => {
    const given = values(key) ?? [];
    if (given.length === 0)
      return ifExists !== undefined || set === 'ForAllValues' || (operator.negated && set === undefined);
    const all = set === 'ForAllValues' || (set === undefined && operator.negated);
    const isHeld = (value: string) => holds(value, values);
    return all ? given.every(isHeld) : given.some(isHeld);
  };
}

function valueTest(
  { test, negated }: ConditionOperator,
  wanted: readonly string[],
  options: TextOptions,
): ValueTest {
  const tests = wanted.map((text) => compileText(text, options, test));
  return (given, values) => tests.some((matches) => matches(given, values)) !== negated;
}
