import { randomUUID } from 'node:crypto';
import type { NewCallback, WaitingRow } from '@callback-relay/callbacks-table';
import { opened } from '@callback-relay/callbacks-table/model';
import { currentVersion, resultTypes } from '@callback-relay/contract';
import type { QueueRecord } from '@callback-relay/relay';

/** The row of an opening, as the requester leaves it. */
export function waitingRow(opening: NewCallback): WaitingRow {
  const row = opened(undefined, opening);
  if (row === undefined) throw new Error('a callback opens where there is no row');
  return row;
}

/** Rows like a given one, each with a key and a token of its own: the relay sends no second outcome for a token. */
export function waitingRows(sample: WaitingRow, count: number): WaitingRow[] {
  const { length } = sample.taskToken;
  return Array.from({ length: count }, (_, number) => ({
    ...sample,
    correlationId: `orders:${number}`,
    taskToken: `${number}${sample.taskToken}`.slice(0, length),
  }));
}

/** Records of the relay queue, as its event source mapping hands them over: one success for each row. */
export function resultsFor(rows: readonly WaitingRow[]): QueueRecord[] {
  return rows.map(({ correlationId, allowedSources: [source], allowedAccounts: [account] = [] }) => ({
    messageId: randomUUID(),
    receiptHandle: 'receipt',
    body: JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': resultTypes.succeeded,
      source,
      account,
      time: new Date().toISOString(),
      region: 'us-east-1',
      resources: [],
      detail: { version: currentVersion, correlationId, output: { chargeId: correlationId, cents: 4_200 } },
    }),
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
    },
  }));
}
