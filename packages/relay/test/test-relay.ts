import type { CallbackRow, CallbackStore } from '@callback-relay/callbacks-table';
import { dynamodbCallbackStore } from '@callback-relay/callbacks-table/dynamodb';
import { startTable } from '@callback-relay/callbacks-table/test-table';
import { afterAll } from 'vitest';
import { createQuota } from '../src/call/quota.ts';
import {
  type BatchAnswer,
  type BusEntry,
  type DeadLetter,
  type DeferredMessage,
  type FaultReport,
  handleBatch,
  type InvariantReport,
  type QueueRecord,
  type Relay,
  type VerdictRecord,
} from '../src/index.ts';
import { awsError, correlationId, openedAt, waitingRow } from './messages.ts';

/** One for all tests of a file, started by the first that needs it. */
let started: ReturnType<typeof startTable> | undefined;
afterAll(async () => {
  await (await started)?.stop();
  started = undefined;
});

/** What goes wrong with the next call of a name: before it is done, or after, so that only its answer is lost. */
export interface PlannedFault {
  readonly operation: string;
  readonly error: Error;
  readonly when: 'before' | 'after';
}

/** A relay over a real table and services in memory, all of whose calls are counted and can be made to fail. */
export async function testRelay(
  rows: readonly CallbackRow[] = [waitingRow()],
  settings: Partial<Relay['settings']> = {},
) {
  started ??= startTable();
  const table = await started;
  await table.clearAll();
  for (const row of rows) await table.put(row);
  const tokens = new Map<string, 'open' | 'closed'>();
  const calls: string[] = [];
  const faults: PlannedFault[] = [];
  const sent: { operation: string; content: readonly string[] }[] = [];
  const published: BusEntry[] = [];
  const letters: DeadLetter[] = [];
  const deferred: DeferredMessage[] = [];
  const visibilities: { handle: string; seconds: number }[] = [];
  const records: VerdictRecord[] = [];
  const reports: FaultReport[] = [];
  const broken: InvariantReport[] = [];
  const clock = { now: openedAt };
  let refusedEntries = 0;
  let unprocessed = 0;
  let ids = 0;

  async function play<Answer>(operation: string, effect: () => Answer | Promise<Answer>): Promise<Answer> {
    calls.push(operation);
    const at = faults.findIndex((fault) => fault.operation === operation);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault?.when === 'before') throw fault.error;
    const answer = await effect();
    if (fault !== undefined) throw fault.error;
    return answer;
  }

  const real = dynamodbCallbackStore(table.client, table.name);
  const store = Object.fromEntries(
    Object.entries(real).map(([name, method]) => [
      name,
      (...input: never[]) => play(name, () => (method as (...given: never[]) => Promise<unknown>)(...input)),
    ]),
  ) as unknown as CallbackStore;
  store.closeAll = (settled) =>
    play('closeAll', async () => {
      const left = settled.slice(0, unprocessed);
      unprocessed = 0;
      const rest = settled.filter((row) => !left.includes(row));
      if (rest.length > 0) await real.closeAll(rest);
      return left.map((row) => row.correlationId);
    });

  function toTask(
    operation: string,
    token: string,
    content: readonly string[],
    closes: boolean,
  ): Promise<void> {
    return play(operation, () => {
      if (tokens.get(token) === 'closed') throw awsError('TaskTimedOut');
      sent.push({ operation, content });
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
    eventBus: {
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
      defer: (message) => play('defer', () => void deferred.push(message)),
      sendToDeadLetterQueue: (letter) => play('sendToDeadLetterQueue', () => void letters.push(letter)),
    },
    journal: {
      verdict: (record) => void records.push(record),
      fault: (report) => void reports.push(report),
      brokenInvariant: (report) => void broken.push(report),
    },
    quota: createQuota({ callsPerSecond: 1_000, burst: 1_000, now: () => clock.now }),
    clock: {
      now: () => clock.now,
      async wait(ms) {
        clock.now += ms;
      },
    },
    random: () => 0.5,
    newId: () => `claim-${++ids}`,
    settings: { parkedSeconds: 3_600, rowRetentionSeconds: 86_400, concurrency: 4, ...settings },
  };

  return {
    relay,
    table,
    tokens,
    calls,
    faults,
    sent,
    published,
    letters,
    deferred,
    visibilities,
    records,
    reports,
    /** Rules of the protocol that did not hold. */
    broken,
    clock,
    refuseEntries(count: number) {
      refusedEntries = count;
    },
    leaveUnprocessed(count: number) {
      unprocessed = count;
    },
    /** A quota of so many calls a second, of which none is left. */
    useUpQuota(callsPerSecond = 1, burst = 1) {
      const quota = createQuota({ callsPerSecond, burst, now: () => clock.now });
      for (const operation of ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'] as const) {
        while (quota.take(operation) === 0);
      }
      Object.assign(relay, { quota });
      return quota;
    },
    recordAttempt: (attempt: number) =>
      table.put({ correlationId: 'orders#task', attempt, openingId: 'opening-2', expiresAt: 9_000 }),
    handle: (batch: readonly QueueRecord[], remainingMs = 30_000): Promise<BatchAnswer> =>
      handleBatch(batch, relay, () => remainingMs),
    verdicts: () => records.map(({ verdict }) => verdict),
    verdictEvents: () => published.map(({ detail }) => JSON.parse(detail) as Record<string, unknown>),
    row: (id = correlationId) => table.get(id),
  };
}
