import { RelayError } from '@callback-relay/contract';
import { failedBy, type WorkOutcome } from '../result/outcome.ts';

/** A piece of work, as the idempotency layer knows it. */
export interface Work {
  /** The worker's name and the request's idempotency key: the same over redeliveries and the task's retries. */
  readonly key: string;
  /** Fingerprint of the payload: under one key it is always the same, or two pieces of work share the key by mistake. */
  readonly payload: string;
  /**
   * The attempt of the task that asks: the same over redeliveries, another one for every retry. Not the correlation ID alone,
   * because under a business key every attempt has the same one.
   */
  readonly attempt: string;
  /** For how long this host can vouch for the work; after it another may take a piece that was never finished. */
  readonly leaseMs: number;
}

/** Sees to it that work which was done under a key is not done again. */
export interface Idempotency {
  /**
   * The remembered outcome of `work`, or that of `run`, which is remembered. What `run` throws is not remembered.
   * Work under a key that was remembered with another payload is failed: see `answerTo`.
   * @throws WorkInProgress when another process is at it: the message is to be tried later.
   */
  once(work: Work, run: () => Promise<WorkOutcome>): Promise<WorkOutcome>;
}

/** An outcome with the work that it came of. */
export interface Remembered {
  readonly payload: string;
  readonly attempt: string;
  readonly outcome: WorkOutcome;
}

/**
 * What a remembered outcome says to this work; undefined where the work is to be done. A success answers every
 * attempt. A failure answers only its own: a task that is retried after a failure asks for another try, a message that
 * is redelivered does not. Likewise an answer that comes later comes to the attempt that it was promised to. Work with
 * another payload gets a failure of its own, `CallbackRelay.IdempotencyKeyReused`, and never what came of its neighbour's.
 */
export function answerTo(work: Work, remembered: Remembered): WorkOutcome | undefined {
  if (remembered.payload !== work.payload)
    return failedBy(new RelayError('idempotency-key-reused', work.key));
  const isAnswer = remembered.outcome.kind === 'succeeded' || remembered.attempt === work.attempt;
  return isAnswer ? remembered.outcome : undefined;
}

/** Another process works under this key now. */
export class WorkInProgress extends Error {
  constructor(options?: ErrorOptions) {
    super('the work under this idempotency key is in progress elsewhere', options);
    this.name = 'WorkInProgress';
  }
}
