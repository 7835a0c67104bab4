import { invalidParameter, validationException } from '../errors/table-errors.ts';
import type { BoundAction, BoundUpdate } from '../expressions/bind-update.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import {
  type Attributes,
  type AttributeValue,
  attributeOf,
  setTypes,
  typeOf,
} from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';

export interface AttributeUpdate {
  readonly Action?: string;
  readonly Value?: AttributeValue;
}

/**
 * What the updates say, as an expression would say it.
 * @throws AwsError ValidationException
 */
export function attributeUpdates(updates: Readonly<Record<string, AttributeUpdate>>): BoundUpdate {
  return Object.entries(updates).map(([name, { Action, Value }]) => {
    if (Value !== undefined) return withValue(name, Action, checkValue(Value));
    if (Action !== 'DELETE')
      throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
    return { kind: 'remove', path: [name] };
  });
}

function withValue(name: string, action: string | undefined, value: AttributeValue): BoundAction {
  const type = typeOf(value);
  const path: DocumentPath = [name];
  if (action === 'DELETE') {
    if (type in setTypes) return { kind: 'delete', path, value };
    throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
  }
  if (action !== 'ADD') return { kind: 'set', path, operand: { kind: 'value', value } };
  if (type === 'N' || type in setTypes) return { kind: 'add', path, value };
  if (type !== 'L') throw invalidParameter(`ADD action is not supported for the type ${type}`);
  const existing = {
    kind: 'call',
    name: 'if_not_exists',
    args: [
      { kind: 'path', path },
      { kind: 'value', value: { L: [] } },
    ],
  } as const;
  return {
    kind: 'set',
    path,
    operand: { kind: 'call', name: 'list_append', args: [existing, { kind: 'value', value }] },
  };
}

/** @throws AwsError ValidationException where an attribute has another type than what is added or deleted */
export function checkTypes(update: BoundUpdate, item: Attributes): void {
  for (const action of update) {
    const existing = attributeOf(item, action.path[0]);
    if (existing === undefined || !('value' in action)) continue;
    if (typeOf(existing) !== typeOf(action.value))
      throw validationException('Type mismatch for attribute to update');
  }
}
