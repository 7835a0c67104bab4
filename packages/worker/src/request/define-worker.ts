import { type JsonValue, relaySource } from '@callback-relay/contract';
import type * as z from 'zod/mini';
import type { answerLater } from '../handler/answer-later.ts';
import type { HandlerContext } from '../handler/handler-context.ts';
import type { Idempotency } from '../idempotency/idempotency.ts';
import { memoryIdempotency } from '../idempotency/memory-idempotency.ts';

/** What a handler may return: the task's output, or `answerLater`. */
export type Returned = JsonValue | typeof answerLater;

export interface WorkerDefinition<Payload> {
  /** The event source of its results: callbacks name the sources that may answer them. 1 to 256 characters. */
  readonly name: string;
  /**
   * A schema of `zod` or of `zod/mini`. A payload that breaks it fails the task with `CallbackRelay.PayloadRejected`;
   * the handler never sees it.
   */
  readonly payload: z.core.$ZodType<Payload>;
  /**
   * Does the work and returns the task's output: a JSON value of at most 262,144 bytes, null to say nothing. A thrown
   * `Failure` fails the task. Anything else thrown is a crash: the message is tried again. `answerLater` publishes
   * nothing now.
   */
  handle(payload: Payload, context: HandlerContext): Promise<Returned> | Returned;
  /** Default: remembered in this process. */
  readonly idempotency?: Idempotency;
}

/** A worker, ready for a host: `lambdaWorker` or `runWorker`. */
export type Worker<Payload = unknown> = Required<WorkerDefinition<Payload>>;

/**
 * @throws TypeError when EventBridge would refuse the name as a source, or it is the relay's own.
 */
export function defineWorker<Payload>(definition: WorkerDefinition<Payload>): Worker<Payload> {
  const { name } = definition;
  if (name === '' || name.length > 256 || name.startsWith('aws.') || name === relaySource) {
    throw new TypeError(
      `a worker's name is its event source: 1 to 256 characters, not "aws.…" and not "${relaySource}"; given ${JSON.stringify(name)}`,
    );
  }
  return { idempotency: memoryIdempotency(), ...definition };
}
