import { randomUUID } from 'node:crypto';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Collection } from '../../foundation/data/key-value-store.ts';
import type { LocalFunction } from './function.ts';
import type { Invoked } from './invoke.ts';

/** An event that waits for its function: plain data, so that a restart goes on with it. */
export interface AsynchronousEvent {
  readonly requestId: string;
  readonly functionName: string;
  readonly payload: string;
  readonly traceHeader?: string;
  readonly acceptedAt: number;
  /** Attempts that failed in the function. */
  readonly failures: number;
  /** Attempts that were throttled. */
  readonly throttles: number;
  readonly nextAttemptAt: number;
}

export interface AsynchronousOptions {
  readonly clock: Clock;
  readonly collection: Collection<AsynchronousEvent>;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly functionNamed: (name: string) => LocalFunction | undefined;
  readonly invoke: (fn: LocalFunction, event: AsynchronousEvent) => Promise<Invoked>;
  readonly hand: (fn: LocalFunction, event: AsynchronousEvent, end: AsynchronousEnd) => Promise<void>;
}

export interface AsynchronousEnd {
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly invoked?: Invoked;
}

/** Lambda's queue of asynchronous invocations. */
export interface AsynchronousQueue {
  accept(fn: LocalFunction, payload: string, traceHeader: string | undefined): string;
  /** Goes on with what the collection kept. */
  resume(): void;
  stop(): void;
}

/** After the first failure, and after the second (Lambda's developer guide, "Error handling"). */
const RETRY_AFTER_MS = [60_000, 120_000];
const MOST_RETRIES = 2;
const OLDEST_SECONDS = 21_600;

export function createAsynchronousQueue(options: AsynchronousOptions): AsynchronousQueue {
  const { clock, collection, track, functionNamed, invoke, hand } = options;
  const timers = new Map<string, Timer>();

  function schedule(event: AsynchronousEvent): void {
    collection.put(event.requestId, event);
    const due = () => {
      timers.delete(event.requestId);
      void track(attempt(event));
    };
    if (event.nextAttemptAt <= clock.now()) due();
    else timers.set(event.requestId, clock.setTimer(event.nextAttemptAt, due));
  }

  async function attempt(event: AsynchronousEvent): Promise<void> {
    const fn = functionNamed(event.functionName);
    if (fn === undefined) return collection.remove(event.requestId);
    try {
      const invoked = await invoke(fn, event);
      if (invoked.functionError === undefined)
        return await finish(fn, event, { condition: 'Success', invoked });
      const failed = { ...event, failures: event.failures + 1 };
      await retryOrEnd(fn, failed, RETRY_AFTER_MS[event.failures], invoked);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const throttled = { ...event, throttles: event.throttles + 1 };
      await retryOrEnd(fn, throttled, Math.min(1000 * 2 ** event.throttles, 300_000));
    }
  }

  async function retryOrEnd(
    fn: LocalFunction,
    event: AsynchronousEvent,
    afterMs = 0,
    invoked?: Invoked,
  ): Promise<void> {
    const { maximumRetryAttempts = MOST_RETRIES, maximumEventAgeSeconds = OLDEST_SECONDS } =
      fn.asynchronous ?? {};
    const nextAttemptAt = clock.now() + afterMs;
    const outcome = invoked && { invoked };
    if (event.failures > maximumRetryAttempts) {
      await finish(fn, event, { condition: 'RetriesExhausted', ...outcome });
    } else if (nextAttemptAt - event.acceptedAt > maximumEventAgeSeconds * 1000) {
      await finish(fn, event, { condition: 'EventAgeExceeded', ...outcome });
    } else {
      schedule({ ...event, nextAttemptAt });
    }
  }

  async function finish(fn: LocalFunction, event: AsynchronousEvent, end: AsynchronousEnd): Promise<void> {
    await hand(fn, event, end);
    collection.remove(event.requestId);
  }

  return {
    accept(fn, payload, traceHeader) {
      const requestId = randomUUID();
      const now = clock.now();
      schedule({
        requestId,
        functionName: fn.name,
        payload,
        ...(traceHeader !== undefined && { traceHeader }),
        acceptedAt: now,
        failures: 0,
        throttles: 0,
        nextAttemptAt: now,
      });
      return requestId;
    },
    resume() {
      for (const [, event] of [...collection.entries()]) schedule(event);
    },
    stop() {
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
