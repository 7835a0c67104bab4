import type { JsonValue } from '@callback-relay/contract';

/** Why a handler is asked to stop. */
export type StopReason =
  /** The execution ended: nobody waits for this answer. */
  | 'cancelled'
  /** The task has stopped waiting: an answer comes too late. */
  | 'deadline-passed'
  /** This process or invocation is about to end: the message goes back to the queue. */
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
export interface HandlerContext {
  /** What the callback is known by. New for every attempt of the task. */
  readonly correlationId: string;
  /** Stable over the task's retries: hand it on to services that take one. */
  readonly idempotencyKey: string;
  /** The return address, name or ARN: whoever answers later publishes there. */
  readonly eventBus: string;
  /** When the task stops waiting. */
  readonly deadline: Date;
  /** Aborted when the work is to stop; its reason is a WorkStopped. Pass it on to whatever takes a signal. */
  readonly signal: AbortSignal;
  /**
   * Tells how far the work is, at most 4,096 bytes of JSON, and starts the task's heartbeat timer anew. Costs one
   * event; calls in quick succession are merged to the newest. Never throws and needs no await.
   */
  readonly progress: (value?: JsonValue) => void;
}
