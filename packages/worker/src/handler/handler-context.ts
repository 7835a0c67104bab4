import type { JsonSerializable } from '@callback-relay/contract';
import type { Failure } from './failure.ts';

/** Why a handler is asked to stop. */
export type StopReason =
  /** The execution ended: the answer is not waited for. */
  | 'cancelled'
  /** The task has stopped waiting: an answer comes too late. */
  | 'deadline-passed'
  /** This process or invocation is about to end: the message returns to the queue. */
  | 'shutting-down';

/** The reason of a handler's signal. */
export class WorkStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`the work is to stop: ${reason}`);
    this.name = 'AbortError';
    this.reason = reason;
  }
}

/** What a handler is given beside its payload. */
export interface HandlerContext<Progress = unknown, ErrorName extends string = string> {
  /** What the callback is known by. New for every attempt of the task. */
  readonly correlationId: string;
  /** Stable over the task's retries: hand it on to services that take one. */
  readonly idempotencyKey: string;
  /** The return address, name or ARN: an answer that comes later is published there. */
  readonly eventBus: string;
  /** When the task stops waiting. */
  readonly deadline: Date;
  /** Aborted when the work is to stop; its reason is a WorkStopped. Pass it on to whatever takes a signal. */
  readonly signal: AbortSignal;
  /**
   * Publishes how far the work is, at most 4,096 bytes of JSON, which restarts the task's heartbeat timer. Costs one
   * event; calls in quick succession are merged to the newest. Never throws and needs no await.
   */
  readonly progress: unknown extends Progress
    ? {
        (): void;
        <Value>(value: Value extends undefined ? Value : JsonSerializable<Value>): void;
      }
    : (value?: Progress) => void;
  /**
   * A Failure to throw: the work failed for good. `error` is what Retry and Catch match, one of the contract's errors
   * where the worker has a contract; `cause` says what happened, for people.
   */
  readonly failure: (error: ErrorName, cause?: string) => Failure;
}
