import { type Attributes, type AttributeValue, contentOf, typeOf } from '../values/attribute-value.ts';
import { beginsWith, compareValues, containsValue, equalValues, sizeOf } from '../values/compare.ts';
import type { BoundCondition, BoundOperand, BoundTest } from './bind-condition.ts';
import { readPath } from './read-path.ts';

/** Whether the condition holds for an item. */
export function holds(condition: BoundCondition, item: Attributes): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((part) => holds(part, item));
    case 'or':
      return condition.conditions.some((part) => holds(part, item));
    case 'not':
      return !holds(condition.condition, item);
    default:
      return testHolds(condition, item);
  }
}

function testHolds({ operator, args }: BoundTest, item: Attributes): boolean {
  const [first, ...others] = args.map((arg) => read(arg, item));
  if (operator === 'attribute_exists') return first !== undefined;
  if (operator === 'attribute_not_exists') return first === undefined;
  if (operator === '<>') return !areEqual(first, others[0]);
  if (first === undefined) return false;
  return tests[operator]?.(first, others) ?? false;
}

type Values = readonly (AttributeValue | undefined)[];

const tests: Readonly<Record<string, (value: AttributeValue, others: Values) => boolean>> = {
  '=': (value, [other]) => areEqual(value, other),
  '<': (value, [other]) => inOrder(value, other, (order) => order < 0),
  '<=': (value, [other]) => inOrder(value, other, (order) => order <= 0),
  '>': (value, [other]) => inOrder(value, other, (order) => order > 0),
  '>=': (value, [other]) => inOrder(value, other, (order) => order >= 0),
  BETWEEN: (value, [lower, upper]) =>
    inOrder(value, lower, (order) => order >= 0) && inOrder(value, upper, (order) => order <= 0),
  IN: (value, others) => others.some((other) => areEqual(value, other)),
  begins_with: (value, [prefix]) => prefix !== undefined && beginsWith(value, prefix),
  contains: (value, [part]) => part !== undefined && containsValue(value, part),
  attribute_type: (value, [type]) => type !== undefined && typeOf(value) === contentOf(type),
};

function read(operand: BoundOperand, item: Attributes): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return readPath(item, operand.path);
  const of = read(operand.of, item);
  const size = of && sizeOf(of);
  return size === undefined ? undefined : { N: String(size) };
}

function areEqual(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return one !== undefined && other !== undefined && equalValues(one, other);
}

function inOrder(
  one: AttributeValue,
  other: AttributeValue | undefined,
  isRight: (order: number) => boolean,
): boolean {
  const order = other && compareValues(one, other);
  return order !== undefined && isRight(order);
}
