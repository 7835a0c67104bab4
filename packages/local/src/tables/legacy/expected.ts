import { invalidParameter } from '../errors/table-errors.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { asCondition, checkConditionalOperator, joined } from './as-condition.ts';
import { checkCount, checkOperands } from './condition-check.ts';

export interface ExpectedValue {
  readonly Value?: AttributeValue;
  readonly Exists?: boolean;
  readonly ComparisonOperator?: string;
  readonly AttributeValueList?: readonly AttributeValue[];
}

export interface ExpectedParameters {
  readonly Expected?: Readonly<Record<string, ExpectedValue>>;
  readonly ConditionalOperator?: string;
}

/** @throws AwsError ValidationException */
export function expectedCondition({
  Expected,
  ConditionalOperator,
}: ExpectedParameters): BoundCondition | undefined {
  checkConditionalOperator(ConditionalOperator, Expected);
  const conditions = Object.entries(Expected ?? {}).map(([name, expected]) => expectation(name, expected));
  return joined(conditions, ConditionalOperator);
}

function expectation(name: string, expected: ExpectedValue): BoundCondition {
  const { Value, AttributeValueList, ComparisonOperator } = expected;
  if (AttributeValueList !== undefined && Value !== undefined)
    throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  if (ComparisonOperator !== undefined) return comparison(name, ComparisonOperator, expected);
  if (AttributeValueList !== undefined)
    throw invalidParameter(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  return existence(name, expected);
}

function comparison(
  name: string,
  operator: string,
  { Value, AttributeValueList, Exists }: ExpectedValue,
): BoundCondition {
  if (Exists !== undefined)
    throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  const given = AttributeValueList ?? (Value && [Value]);
  if (given === undefined && operator !== 'NULL' && operator !== 'NOT_NULL') {
    throw invalidParameter(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  }
  const values = (given ?? []).map((value) => checkValue(value));
  checkCount(operator, values.length);
  checkOperands(operator, values);
  return asCondition(name, operator, values);
}

function existence(name: string, { Value, Exists }: ExpectedValue): BoundCondition {
  if (Exists !== false && Value === undefined)
    throw invalidParameter(
      `Value must be provided when Exists is ${Exists ?? 'null'} for Attribute: ${name}`,
    );
  if (Exists === false && Value !== undefined)
    throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
  return Value === undefined ? asCondition(name, 'NULL', []) : asCondition(name, 'EQ', [checkValue(Value)]);
}
