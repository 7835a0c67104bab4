import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CallbackRow } from '../callback-row.ts';
import { type Attributes, attributesOf, valuesOf } from './attributes.ts';

const states: ReadonlySet<unknown> = new Set<CallbackRow['state']>([
  'waiting',
  'parked',
  'settling',
  'settled',
  'cancelled',
]);

/** A row, or a part of it, as the table has it: the token deflated, `business` only where it is true. */
export function attributesOfRow(row: Partial<CallbackRow>): Attributes {
  const { taskToken, business } = row as { readonly taskToken?: string; readonly business?: boolean };
  return attributesOf({
    ...row,
    business: business || undefined,
    ...(taskToken !== undefined && { taskToken: deflateRawSync(taskToken) }),
  });
}

/**
 * A row as the table has it. Only requester and relay can write rows (IAM), so beyond its state and form it is believed.
 * @throws TypeError for a row that another version wrote.
 */
export function rowOf(attributes: Attributes): CallbackRow {
  const row = valuesOf(attributes);
  if (!states.has(row.state)) throw foreign(row, `its state is ${JSON.stringify(row.state)}`);
  if (row.taskToken instanceof Uint8Array) row.taskToken = inflateRawSync(row.taskToken).toString();
  if (row.state === 'parked') return row as unknown as CallbackRow;
  if (typeof row.openedAt !== 'number') throw foreign(row, 'it has no openedAt');
  row.business ??= false;
  // A set without members does not exist in DynamoDB.
  if (row.state === 'settling') row.attempts ??= [];
  return row as unknown as CallbackRow;
}

function foreign({ correlationId }: Record<string, unknown>, defect: string): TypeError {
  return new TypeError(
    `the row ${String(correlationId)} of the callbacks table was written by another version of Callback Relay ` +
      `(${defect}): stop its execution and delete the row`,
  );
}
