import { list, type PolicyStatement } from '../foundation/policy-document.ts';
import { type ConditionOperator, conditionOperator } from './condition-operators.ts';

/** The request's condition keys, in small letters, with their values; a key without values is not there. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

export type Condition = (context: RequestContext) => boolean;

/**
 * All conditions of a statement as one test.
 * @param evaluable the condition keys, in small letters, that can be evaluated
 * @param refuse called with what can't be evaluated; throws
 */
export function compileConditions(
  conditions: PolicyStatement['Condition'],
  evaluable: ReadonlySet<string>,
  refuse: (problem: string) => never,
): Condition {
  const tests = Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      if (!evaluable.has(key.toLowerCase()))
        return refuse(`condition key ${key} (under ${operator}) can't be evaluated locally`);
      const texts = list(values).map(String);
      const variable = texts.find((text) => /\$\{(?![*?$]\})/.test(text));
      if (variable !== undefined) return refuse(`policy variables can't be evaluated locally: ${variable}`);
      return compileCondition(operator, key.toLowerCase(), texts, refuse);
    }),
  );
  return (context) => tests.every((test) => test(context));
}

function compileCondition(
  name: string,
  key: string,
  wanted: readonly string[],
  refuse: (problem: string) => never,
): Condition {
  if (name === 'Null')
    return ({ [key]: given = [] }) => wanted.some((value) => (given.length === 0) === (value === 'true'));
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const operator = conditionOperator(base);
  if (operator === undefined) return refuse(`condition operator ${name} can't be evaluated locally`);
  const holds = valueTest(operator, wanted);
  return ({ [key]: given = [] }) => {
    if (given.length === 0)
      return ifExists !== undefined || set === 'ForAllValues' || (operator.negated && set === undefined);
    const all = set === 'ForAllValues' || (set === undefined && operator.negated);
    return all ? given.every(holds) : given.some(holds);
  };
}

function valueTest(
  { test, negated }: ConditionOperator,
  wanted: readonly string[],
): (given: string) => boolean {
  const tests = wanted.map(test);
  return (given) => tests.some((matches) => matches(given)) !== negated;
}
