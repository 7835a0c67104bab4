import { inflateRawSync } from 'node:zlib';
import type { CallbackRow } from '../callback-row.ts';
import { type Attributes, valuesOf } from './attributes.ts';

const states: ReadonlySet<unknown> = new Set<CallbackRow['state']>([
  'waiting',
  'parked',
  'settling',
  'settled',
  'cancelled',
]);

/** A row as the table has it. Only requester and relay can write rows (IAM), so beyond its state it is believed. */
export function rowOf(attributes: Attributes): CallbackRow {
  const row = valuesOf(attributes);
  if (!states.has(row.state)) throw new TypeError('a row of the callbacks table is in no known state');
  if (row.taskToken instanceof Uint8Array) row.taskToken = inflateRawSync(row.taskToken).toString();
  // A set without members does not exist in DynamoDB.
  if (row.state === 'settling') row.attempts ??= [];
  return row as unknown as CallbackRow;
}
