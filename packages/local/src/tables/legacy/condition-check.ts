import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { compareValues } from '../values/compare.ts';

/** A condition of the API from before expressions. */
export interface LegacyCondition {
  readonly ComparisonOperator: string;
  readonly AttributeValueList?: readonly AttributeValue[];
}

const operands: Readonly<Record<string, readonly [least: number, most: number]>> = {
  NULL: [0, 0],
  NOT_NULL: [0, 0],
  BETWEEN: [2, 2],
  IN: [1, Number.POSITIVE_INFINITY],
};

export function checkCount(operator: string, count: number): void {
  const [least, most] = operands[operator] ?? [1, 1];
  if (count >= least && count <= most) return;
  throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
}

const scalars = ['S', 'N', 'B'];
const typesOf: Readonly<Record<string, readonly string[]>> = {
  EQ: [...scalars, 'SS', 'NS', 'BS', 'BOOL', 'NULL', 'L', 'M'],
  NE: [...scalars, 'SS', 'NS', 'BS', 'BOOL', 'NULL', 'L', 'M'],
  BEGINS_WITH: ['S', 'B'],
};

/** @throws AwsError ValidationException */
export function checkOperands(operator: string, values: readonly AttributeValue[]): void {
  const [first, second] = values;
  if (first === undefined) return;
  if (values.some((value) => typeOf(value) !== typeOf(first)))
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  const type = typeOf(first);
  if (!(typesOf[operator] ?? scalars).includes(type))
    throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
  if (operator === 'BETWEEN' && second !== undefined && (compareValues(first, second) ?? 0) > 0) {
    throw validationException(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
  }
}

/** Filters and key conditions, with every number in its one spelling. */
export function checkConditions(
  conditions: Readonly<Record<string, LegacyCondition>> = {},
): Map<string, { operator: string; values: AttributeValue[] }> {
  const checked = new Map<string, { operator: string; values: AttributeValue[] }>();
  for (const [name, { ComparisonOperator, AttributeValueList = [] }] of Object.entries(conditions)) {
    const values = AttributeValueList.map((value) => checkValue(value));
    checkCount(ComparisonOperator, values.length);
    checkOperands(ComparisonOperator, values);
    checked.set(name, { operator: ComparisonOperator, values });
  }
  return checked;
}
