import { validationException } from '../errors/table-errors.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

const operators: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  NULL: 'attribute_not_exists',
  NOT_NULL: 'attribute_exists',
  CONTAINS: 'contains',
  NOT_CONTAINS: 'contains',
  BEGINS_WITH: 'begins_with',
};

/** What an older condition says, as an expression would say it. */
export function asCondition(
  name: string,
  operator: string,
  values: readonly AttributeValue[],
): BoundCondition {
  const test: BoundCondition = {
    kind: 'test',
    operator: operators[operator] ?? operator,
    args: [{ kind: 'path', path: [name] }, ...values.map((value) => ({ kind: 'value', value }) as const)],
  };
  return operator === 'NOT_CONTAINS' ? { kind: 'not', condition: test } : test;
}

/** Undefined where there is no condition. */
export function joined(conditions: readonly BoundCondition[], operator = 'AND'): BoundCondition | undefined {
  if (conditions.length < 2) return conditions[0];
  return { kind: operator === 'OR' ? 'or' : 'and', conditions };
}

/** @throws AwsError ValidationException where the operator has nothing to join */
export function checkConditionalOperator(operator: string | undefined, conditions: object | undefined): void {
  if (operator === undefined) return;
  if (conditions === undefined)
    throw validationException('ConditionalOperator cannot be used without Filter or Expected');
  if (Object.keys(conditions).length < 2) {
    throw validationException(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    );
  }
}
