import {
  type CallbackRow,
  type CallbackStore,
  executionKeyOf,
  type SettledRow,
  type WaitingRow,
} from '@callback-relay/callbacks-table';
import * as transition from '@callback-relay/callbacks-table/model';
import { createQuota } from '../src/call/quota.ts';
import { type BatchAnswer, type FaultReport, handleBatch, type Judgement, type Relay } from '../src/index.ts';
import type { BusEntry } from '../src/ports/event-bus.ts';
import type { DeadLetter, QueueRecord } from '../src/ports/relay-queue.ts';

/** An error as the SDK throws it. */
export function awsError(name: string, httpStatusCode = 400): Error {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Error(`${name} by the test`), { name, $fault, $metadata: { httpStatusCode } });
}

/** What goes wrong with the next call of a name: before it is done, or after, so that only its answer is lost. */
export interface PlannedFault {
  readonly operation: string;
  readonly error: Error;
  readonly when: 'before' | 'after';
}

export const secretToken = 'SECRET-TASK-TOKEN-0123456789';
export const correlationId = 'orders:abc';
export const openedAt = 1_700_000_000_000;

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

/** A relay over services in memory, all of whose calls are counted and can be made to fail. */
export function simpleRelay(
  rows: readonly CallbackRow[] = [waitingRow()],
  settings: Partial<Relay['settings']> = {},
) {
  const table = new Map<string, CallbackRow>(rows.map((row) => [row.correlationId, row]));
  const attempts = new Map<string, number>();
  const tokens = new Map<string, 'open' | 'closed'>();
  const calls: string[] = [];
  const faults: PlannedFault[] = [];
  const sent: { operation: string; said: readonly string[] }[] = [];
  const published: BusEntry[] = [];
  const letters: DeadLetter[] = [];
  const visibilities: { handle: string; seconds: number }[] = [];
  const judgements: Judgement[] = [];
  const reports: FaultReport[] = [];
  const clock = { now: openedAt };
  let refusedEntries = 0;
  let unprocessed = 0;
  let ids = 0;

  async function play<Answer>(operation: string, effect: () => Answer): Promise<Answer> {
    calls.push(operation);
    const at = faults.findIndex((fault) => fault.operation === operation);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault?.when === 'before') throw fault.error;
    const answer = effect();
    if (fault !== undefined) throw fault.error;
    return answer;
  }

  function change<Write extends { readonly correlationId: string }>(
    operation: string,
    apply: (row: CallbackRow | undefined, write: Write) => CallbackRow | undefined,
  ): (write: Write) => Promise<boolean> {
    return (write) =>
      play(operation, () => {
        const row = apply(table.get(write.correlationId), write);
        if (row !== undefined) table.set(write.correlationId, row);
        return row !== undefined;
      });
  }

  const store: CallbackStore = {
    claim: (claim) =>
      play('claim', () => {
        const before = table.get(claim.correlationId);
        const row = transition.claimed(before, claim);
        if (row === undefined) return { claimed: false };
        table.set(claim.correlationId, row);
        return { claimed: true, before: before as WaitingRow };
      }),
    read: (id) => play('read', () => table.get(id)),
    park: change('park', transition.parked),
    parkBeside: change('parkBeside', transition.parkedBeside),
    unclaim: change('unclaim', transition.unclaimed),
    close: change('close', transition.closed),
    closeAll: (settled: readonly SettledRow[]) =>
      play('closeAll', () => {
        const left = settled.slice(0, unprocessed);
        unprocessed = 0;
        for (const row of settled) if (!left.includes(row)) table.set(row.correlationId, row);
        return left.map((row) => row.correlationId);
      }),
    markUnsent: change('markUnsent', transition.markedUnsent),
    withdraw: change('withdraw', transition.withdrawn),
    remember: change('remember', transition.remembered),
    callbacksOf: (execution) =>
      play('callbacksOf', () => ({
        correlationIds: [...table.values()]
          .filter((row) => 'execution' in row && row.execution === execution)
          .map((row) => row.correlationId),
      })),
    cancel: change('cancel', transition.cancelled),
    newestAttempt: (key) => play('newestAttempt', () => attempts.get(key)),
  };

  function toTask(operation: string, token: string, said: readonly string[], closes: boolean): Promise<void> {
    return play(operation, () => {
      if (tokens.get(token) === 'closed') throw awsError('TaskTimedOut');
      sent.push({ operation, said });
      if (closes) tokens.set(token, 'closed');
    });
  }

  const relay: Relay = {
    store,
    tasks: {
      sendTaskSuccess: (token, output) => toTask('sendTaskSuccess', token, [output], true),
      sendTaskFailure: (token, error, cause) => toTask('sendTaskFailure', token, [error, cause], true),
      sendTaskHeartbeat: (token) => toTask('sendTaskHeartbeat', token, [], false),
    },
    bus: {
      putEvents: (entries) =>
        play('putEvents', () =>
          entries.map((entry) => {
            if (refusedEntries-- > 0) return 'InternalFailure';
            published.push(entry);
            return undefined;
          }),
        ),
    },
    queue: {
      changeVisibility: (handle, seconds) =>
        play('changeVisibility', () => void visibilities.push({ handle, seconds })),
      sendToDeadLetters: (letter) => play('sendToDeadLetters', () => void letters.push(letter)),
    },
    journal: {
      verdict: (judgement) => void judgements.push(judgement),
      fault: (report) => void reports.push(report),
    },
    quota: createQuota({ callsPerSecond: 1_000, burst: 1_000, now: () => clock.now }),
    world: {
      now: () => clock.now,
      async wait(ms) {
        clock.now += ms;
      },
      random: () => 0.5,
      newId: () => `claim-${++ids}`,
    },
    settings: { parkedSeconds: 3_600, rowRetentionSeconds: 86_400, concurrency: 4, ...settings },
  };

  return {
    relay,
    table,
    attempts,
    tokens,
    calls,
    faults,
    sent,
    published,
    letters,
    visibilities,
    judgements,
    reports,
    clock,
    refuseEntries(count: number) {
      refusedEntries = count;
    },
    leaveUnprocessed(count: number) {
      unprocessed = count;
    },
    handle: (records: readonly QueueRecord[], remainingMs = 30_000): Promise<BatchAnswer> =>
      handleBatch(records, relay, () => remainingMs),
    verdicts: () => judgements.map(({ verdict }) => verdict),
    told: () => published.map(({ detail }) => JSON.parse(detail) as Record<string, unknown>),
    row: (id = correlationId) => table.get(id),
  };
}

let messages = 0;

export interface Posted {
  readonly id?: string;
  readonly source?: string;
  readonly account?: string;
  readonly receives?: number;
  readonly firstReceivedAt?: number;
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

/** A record with an event of this type and detail. */
export function eventOf(detailType: string, detail: unknown, posted: Posted = {}): QueueRecord {
  const { id = 'event-1', source = 'orders.worker', account = '111122223333' } = posted;
  return recordOf(JSON.stringify({ id, source, account, 'detail-type': detailType, detail }), posted);
}

export function succeeded(output: unknown, posted: Posted & { correlationId?: string } = {}): QueueRecord {
  const detail = { version: '1.0', correlationId: posted.correlationId ?? correlationId, output };
  return eventOf('Callback Succeeded', detail, posted);
}

export function failed(error: string, cause: string, posted: Posted = {}): QueueRecord {
  return eventOf('Callback Failed', { version: '1.0', correlationId, error, cause }, posted);
}

export function heartbeat(posted: Posted = {}): QueueRecord {
  return eventOf('Callback Heartbeat', { version: '1.0', correlationId }, posted);
}

export function openedNotice(posted: Posted = {}): QueueRecord {
  const source = 'callback-relay';
  return eventOf('Callback Opened', { version: '1.0', correlationId }, { ...posted, source });
}

/** First received so long ago that this is the second look. */
export function endedNotice(status: string, posted: Posted & { executionArn?: string } = {}): QueueRecord {
  const detail = { executionArn: posted.executionArn ?? 'arn:execution', status };
  const firstReceivedAt = openedAt - 90_000;
  const source = 'aws.states';
  return eventOf('Step Functions Execution Status Change', detail, { firstReceivedAt, ...posted, source });
}
