import { validationException } from '../errors/table-errors.ts';
import {
  type Attributes,
  type AttributeValue,
  elementsOf,
  setTypes,
  typeOf,
} from '../values/attribute-value.ts';
import { addDecimals, DecimalError, formatDecimal, negated, parseDecimal } from '../values/decimal.ts';
import type { BoundAction, BoundUpdate, BoundUpdateOperand } from './bind-update.ts';
import { createEdits, editItem } from './edit-item.ts';
import { readPath } from './read-path.ts';

/**
 * The item after an update. Every operand and every position is read from the item as it was before.
 * @throws AwsError ValidationException where the update does not fit the item
 */
export function applyUpdate(update: BoundUpdate, item: Attributes): Attributes {
  const edits = createEdits();
  for (const action of update) edits.at(action.path, resultOf(action, item));
  return editItem(item, edits);
}

/** What will stand at the action's path; undefined where nothing will. */
function resultOf(action: BoundAction, item: Attributes): AttributeValue | undefined {
  if (action.kind === 'remove') return undefined;
  if (action.kind === 'set') return resolve(action.operand, item);
  const existing = readPath(item, action.path);
  if (action.kind === 'add') return existing === undefined ? action.value : sumOf(existing, action.value);
  return existing && difference(existing, action.value);
}

function resolve(operand: BoundUpdateOperand, item: Attributes): AttributeValue {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') {
    const value = readPath(item, operand.path);
    if (value !== undefined) return value;
    throw validationException(
      'The provided expression refers to an attribute that does not exist in the item',
    );
  }
  const [left, right] = operand.args as [BoundUpdateOperand, BoundUpdateOperand];
  if (operand.name === 'if_not_exists')
    return (left.kind === 'path' && readPath(item, left.path)) || resolve(right, item);
  return combined(operand.name, resolve(left, item), resolve(right, item));
}

function combined(name: string, left: AttributeValue, right: AttributeValue): AttributeValue {
  if (name === 'list_append' && 'L' in left && 'L' in right) return { L: [...left.L, ...right.L] };
  if ((name === '+' || name === '-') && 'N' in left && 'N' in right)
    return { N: sumOfNumbers(left.N, right.N, name) };
  throw wrongType();
}

/** ADD: numbers are added, sets united. */
export function sumOf(existing: AttributeValue, value: AttributeValue): AttributeValue {
  if (typeOf(existing) !== typeOf(value)) throw wrongType();
  if ('N' in existing && 'N' in value) return { N: sumOfNumbers(existing.N, value.N, '+') };
  return withElements(existing, [...new Set([...elementsOf(existing), ...elementsOf(value)])]);
}

/** DELETE: a set without these elements; undefined where none is left. */
export function difference(existing: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  if (typeOf(existing) !== typeOf(value) || !(typeOf(existing) in setTypes)) throw wrongType();
  const gone = new Set(elementsOf(value));
  const left = elementsOf(existing).filter((element) => !gone.has(element));
  return left.length === 0 ? undefined : withElements(existing, left);
}

function withElements(set: AttributeValue, elements: readonly string[]): AttributeValue {
  if ('SS' in set) return { SS: elements };
  return 'NS' in set ? { NS: elements } : { BS: elements };
}

function sumOfNumbers(one: string, other: string, operator: '+' | '-'): string {
  const right = parseDecimal(other);
  try {
    return formatDecimal(addDecimals(parseDecimal(one), operator === '+' ? right : negated(right)));
  } catch (error) {
    if (error instanceof DecimalError) throw validationException(error.message);
    throw error;
  }
}

function wrongType(): Error {
  return validationException('An operand in the update expression has an incorrect data type');
}
