import { type CallbackRow, settledRow, type WaitingRow } from '@callback-relay/callbacks-table';
import { parked } from '@callback-relay/callbacks-table/model';

/** Of twenty rows of a table in use one waits, one is parked, and the rest are settled and not yet expired. */
const OF_TWENTY = 20;

/** Row number so-and-so of a table in use: like those that requester and relay write. */
export function rowOf(sample: WaitingRow, number: number): CallbackRow {
  const row: WaitingRow = {
    ...sample,
    correlationId: `orders:row-${number}`,
    execution: executionOf(sample, `row-${number}`),
  };
  if (number % OF_TWENTY === 0) return row;
  return number % OF_TWENTY === 1 ? parkedLike(row) : settledLike(row);
}

export function executionOf(sample: WaitingRow, name: string): string {
  return `${sample.execution.split(':')[0]}:${name}`;
}

function parkedLike({ correlationId, expiresAt, openedAt }: WaitingRow): CallbackRow {
  const event = {
    id: correlationId,
    source: 'payments',
    account: '123456789012',
    detailType: 'Callback Succeeded',
  };
  const answer = { kind: 'succeeded', output: '{"chargeId":"c-1","cents":4200}' } as const;
  const result = {
    event,
    outcome: { answer, verdict: 'delivered' as const },
    fingerprint: 'x'.repeat(22),
    parkedAt: openedAt,
    until: openedAt + 3_600_000,
  };
  const row = parked(undefined, { correlationId, result, expiresAt });
  if (row === undefined) throw new Error('a result is parked where there is no row');
  return row;
}

function settledLike(row: WaitingRow): CallbackRow {
  const event = { correlationId: row.correlationId, eventId: 'e-1', fingerprint: 'x'.repeat(22) };
  return settledRow(row, { ...event, now: row.openedAt + 2_000, verdict: 'delivered', forget: [] });
}
