import { executionKeyOf, type WaitingRow } from '@callback-relay/callbacks-table';
import { type DeferredMessage, deferralAttributes, type QueueRecord } from '../src/ports/relay-queue.ts';

export const secretToken = 'SECRET-TASK-TOKEN-0123456789';
export const correlationId = 'orders:abc';
export const openedAt = 1_700_000_000_000;

export const acknowledged = { batchItemFailures: [] };

export const returned = (...records: { messageId: string }[]) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

/** An error as the SDK throws it. */
export function awsError(name: string, httpStatusCode = 400): Error {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Error(`${name} by the test`), { name, $fault, $metadata: { httpStatusCode } });
}

export function waitingRow(row: Partial<WaitingRow> = {}): WaitingRow {
  return {
    correlationId,
    state: 'waiting',
    taskToken: secretToken,
    execution: executionKeyOf('arn:execution'),
    openingId: 'opening-1',
    idempotencyKey: 'task',
    attempt: 0,
    business: false,
    openedAt,
    deadline: openedAt + 60_000,
    allowedSources: ['orders.worker'],
    expiresAt: openedAt / 1000 + 9_000,
    answers: {},
    ...row,
  };
}

let messages = 0;

export interface Posted {
  readonly id?: string;
  readonly source?: string;
  readonly account?: string;
  readonly time?: string;
  readonly receives?: number;
  readonly firstReceivedAt?: number;
  readonly correlationId?: string;
}

/** A record of the relay queue with this body. */
export function recordOf(
  body: string,
  { receives = 1, firstReceivedAt = openedAt }: Posted = {},
): QueueRecord {
  const id = String(++messages);
  return {
    messageId: `message-${id}`,
    receiptHandle: `handle-${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
  };
}

/** The record of the deferred queue that a deferred message comes back as. */
export function resumed({ body, attributes }: DeferredMessage, now: number): QueueRecord {
  const numbers = Object.values(deferralAttributes).map((name) => [
    name,
    { stringValue: String(attributes[name]), dataType: 'Number' },
  ]);
  return { ...recordOf(body, { firstReceivedAt: now }), messageAttributes: Object.fromEntries(numbers) };
}

/** A record with an event of this type and detail. */
export function eventOf(detailType: string, detail: unknown, posted: Posted = {}): QueueRecord {
  const { id = 'event-1', source = 'orders.worker', account = '111122223333', time } = posted;
  return recordOf(JSON.stringify({ id, source, account, time, 'detail-type': detailType, detail }), posted);
}

function answer(posted: Posted, content: object): object {
  return { version: '1.0', correlationId: posted.correlationId ?? correlationId, ...content };
}

export function succeeded(output: unknown, posted: Posted = {}): QueueRecord {
  return eventOf('Callback Succeeded', answer(posted, { output }), posted);
}

export function failed(error: string, cause: string, posted: Posted = {}): QueueRecord {
  return eventOf('Callback Failed', answer(posted, { error, cause }), posted);
}

export function heartbeat({
  progress,
  ...posted
}: Posted & { readonly progress?: unknown } = {}): QueueRecord {
  return eventOf('Callback Heartbeat', answer(posted, { progress }), posted);
}

export function openedNotice(posted: Posted = {}): QueueRecord {
  const source = 'callback-relay';
  return eventOf('Callback Opened', answer(posted, {}), { ...posted, source });
}

/** First received so long ago that this is the second search. */
export function endedNotice(
  status: string,
  posted: Posted & { executionArn?: string; redriveCount?: number } = {},
): QueueRecord {
  const { executionArn = 'arn:execution', redriveCount = 0 } = posted;
  const detail = { executionArn, status, redriveCount };
  const firstReceivedAt = openedAt - 90_000;
  const source = 'aws.states';
  return eventOf('Step Functions Execution Status Change', detail, { firstReceivedAt, ...posted, source });
}
