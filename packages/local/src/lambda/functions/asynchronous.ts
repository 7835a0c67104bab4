import { randomUUID } from 'node:crypto';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Collection } from '../../foundation/data/key-value-store.ts';
import { createKeptAttempts } from '../../foundation/kept-attempts.ts';
import type { LocalFunction } from './function.ts';
import type { Invoked } from './invoke.ts';

/** An event that waits for its function: plain data, so that a restart goes on with it. */
export interface AsynchronousEvent {
  readonly requestId: string;
  readonly functionName: string;
  readonly payload: string;
  readonly traceHeader?: string;
  /** The version or alias that was asked for. */
  readonly qualifier?: string;
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
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  readonly invoked?: Invoked;
}

export interface Asked {
  readonly traceHeader: string | undefined;
  readonly qualifier: string | undefined;
}

/** Lambda's queue of asynchronous invocations. */
export interface AsynchronousQueue {
  accept(fn: LocalFunction, payload: string, asked: Asked): string;
  /** Goes on with what the collection kept. */
  resume(): void;
  stop(): void;
}

/** After the first failure, and after the second (Lambda's developer guide, "Error handling"). */
const RETRY_AFTER_MS = [60_000, 120_000];
const MOST_RETRIES = 2;
const OLDEST_SECONDS = 21_600;

/**
 * Where a function has a reserved concurrency of none, its events go to the destination without a try, as recorded.
 */
export function createAsynchronousQueue(options: AsynchronousOptions): AsynchronousQueue {
  const { clock, functionNamed, invoke } = options;

  async function attempt(event: AsynchronousEvent): Promise<AsynchronousEvent | undefined> {
    const fn = functionNamed(event.functionName);
    if (fn === undefined) return undefined;
    if (fn.reservedConcurrency === 0) return finish(fn, event, { condition: 'ZeroReservedConcurrency' });
    const invoked = await invoke(fn, event).catch(throttledOnly);
    if (invoked === undefined) {
      const throttled = { ...event, throttles: event.throttles + 1 };
      return retryOrEnd(fn, throttled, Math.min(1000 * 2 ** event.throttles, 300_000));
    }
    if (invoked.functionError === undefined) return finish(fn, event, { condition: 'Success', invoked });
    const failed = { ...event, failures: event.failures + 1 };
    return retryOrEnd(fn, failed, RETRY_AFTER_MS[event.failures], invoked);
  }

  async function retryOrEnd(
    fn: LocalFunction,
    event: AsynchronousEvent,
    afterMs = 0,
    invoked?: Invoked,
  ): Promise<AsynchronousEvent | undefined> {
    const { maximumRetryAttempts = MOST_RETRIES, maximumEventAgeSeconds = OLDEST_SECONDS } =
      fn.asynchronous ?? {};
    const nextAttemptAt = clock.now() + afterMs;
    const outcome = invoked && { invoked };
    if (event.failures > maximumRetryAttempts)
      return finish(fn, event, { condition: 'RetriesExhausted', ...outcome });
    if (nextAttemptAt - event.acceptedAt > maximumEventAgeSeconds * 1000)
      return finish(fn, event, { condition: 'EventAgeExceeded', ...outcome });
    return { ...event, nextAttemptAt };
  }

  /** A destination that refuses the record hears nothing, and the function is not called for it again. */
  async function finish(
    fn: LocalFunction,
    event: AsynchronousEvent,
    end: AsynchronousEnd,
  ): Promise<undefined> {
    await options.hand(fn, event, end).catch((error: unknown) => {
      if (!(error instanceof AwsError) || error.status >= 500) throw error;
    });
  }

  const attempts = createKeptAttempts({ ...options, keyOf: ({ requestId }) => requestId, attempt });
  return {
    accept(fn, payload, { traceHeader, qualifier }) {
      const requestId = randomUUID();
      const now = clock.now();
      attempts.begin({
        requestId,
        functionName: fn.name,
        payload,
        ...(traceHeader !== undefined && { traceHeader }),
        ...(qualifier !== undefined && { qualifier }),
        acceptedAt: now,
        failures: 0,
        throttles: 0,
        nextAttemptAt: now,
      });
      return requestId;
    },
    resume: attempts.resume,
    stop: attempts.stop,
  };
}

/** Undefined for an invocation that was refused. */
function throttledOnly(error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
}
