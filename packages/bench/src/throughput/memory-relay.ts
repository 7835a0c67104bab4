import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallbackRow, CallbackStore } from '@callback-relay/callbacks-table';
import {
  cancelled,
  claimed,
  closed,
  markedUnsent,
  parked,
  parkedBeside,
  progressRecorded,
  remembered,
  sourcesAllowed,
  unclaimed,
  withdrawn,
} from '@callback-relay/callbacks-table/model';
import type { CorrelationId } from '@callback-relay/contract';
import { createQuota, type Relay } from '@callback-relay/relay';

/** The relay's own code with nothing behind its ports but memory: what it costs is what our code costs. */
export function memoryRelay(rows: Map<CorrelationId, CallbackRow>): Relay {
  return {
    ...idlePorts(),
    store: memoryStore(rows),
    tasks: {
      sendTaskSuccess: async () => {},
      sendTaskFailure: async () => {},
      sendTaskHeartbeat: async () => {},
    },
  };
}

/** The rest of a relay: a quota that never runs out, the machine's time, and ports that are not needed here. */
export function idlePorts(): Omit<Relay, 'store' | 'tasks'> {
  return {
    eventBus: { putEvents: async (entries) => entries.map(() => undefined) },
    queue: {
      changeVisibility: async () => {},
      defer: async () => {},
      sendToDeadLetterQueue: async () => {},
    },
    journal: {
      verdict({ verdict, reason }) {
        if (verdict !== 'delivered') throw new Error(`a result was ${verdict}: ${reason}`);
      },
      fault({ operation, message }) {
        throw new Error(`${operation} failed: ${message}`);
      },
      brokenInvariant({ rule }) {
        throw new Error(`a rule did not hold: ${rule}`);
      },
    },
    quota: createQuota({ callsPerSecond: 1e9, burst: 1e9, now: Date.now }),
    clock: { now: Date.now, wait: (milliseconds) => wait(milliseconds) },
    random: Math.random,
    newId: () => randomBytes(8).toString('base64url'),
    settings: { parkedSeconds: 3_600, rowRetentionSeconds: 1_296_000, concurrency: 10 },
  };
}

type Transition<Input> = (row: CallbackRow | undefined, input: Input) => CallbackRow | undefined;

function memoryStore(rows: Map<CorrelationId, CallbackRow>): CallbackStore {
  function write<Input extends { readonly correlationId: CorrelationId }>(transition: Transition<Input>) {
    return async (input: Input): Promise<boolean> => {
      const after = transition(rows.get(input.correlationId), input);
      if (after !== undefined) rows.set(after.correlationId, after);
      return after !== undefined;
    };
  }
  return {
    async claim(claim) {
      const before = rows.get(claim.correlationId);
      const after = claimed(before, claim);
      if (after === undefined)
        return before === undefined ? { claimed: false } : { claimed: false, row: before };
      rows.set(after.correlationId, after);
      // Only a row that waits or settles can be claimed.
      return { claimed: true, before: before as typeof after };
    },
    async recordProgress(report) {
      const before = rows.get(report.correlationId);
      const after = progressRecorded(before, report);
      if (after === undefined || before?.state !== 'waiting') return { recorded: false };
      rows.set(after.correlationId, after);
      return { recorded: true, before };
    },
    read: async (correlationId) => rows.get(correlationId),
    park: write(parked),
    parkBeside: write(parkedBeside),
    unclaim: write(unclaimed),
    close: write(closed),
    async closeAll(closing) {
      for (const row of closing) rows.set(row.correlationId, row);
      return [];
    },
    markUnsent: write(markedUnsent),
    withdraw: write(withdrawn),
    remember: write(remembered),
    callbacksOf: async () => ({ correlationIds: [] }),
    allowSources: write(sourcesAllowed),
    cancel: write(cancelled),
    newestAttempt: async () => undefined,
  };
}
