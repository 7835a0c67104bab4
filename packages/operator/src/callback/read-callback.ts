import type { ReadableRow } from '@callback-relay/callbacks-table';
import { callbackReader } from '@callback-relay/callbacks-table/dynamodb';
import { correlationIdSchema } from '@callback-relay/contract';
import { attempt, OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';

const states: ReadonlySet<unknown> = new Set(['waiting', 'parked', 'settling', 'settled', 'cancelled']);

/**
 * The row of a callback, without its token.
 * @throws OperatorError `invalid-input`, `not-found`, `other-row-version`
 */
export async function readCallback(stage: Stage, correlationId: string): Promise<ReadableRow> {
  if (!correlationIdSchema.safeParse(correlationId).success)
    throw new OperatorError(
      'invalid-input',
      `Not a correlation ID: ${JSON.stringify(correlationId.slice(0, 300))}. It is a namespace, a colon and a key, as orders:order-1234/payment.`,
    );
  const row = await attempt('reading the callback', () =>
    callbackReader(stage.clients.dynamodb, stage.names.callbacksTable).read(correlationId),
  );
  if (row === undefined)
    throw new OperatorError(
      'not-found',
      `No callback ${correlationId} in stage ${stage.name}. Is it of another stage or region, or was it settled more than 15 days ago?`,
    );
  if (!states.has(row.state))
    throw new OperatorError(
      'other-row-version',
      `The row of ${correlationId} is in no state that this version knows (${JSON.stringify(row.state)}): it was written by another version of Callback Relay. Use the command line of that version.`,
    );
  return row;
}
