import type { Request } from '@callback-relay/contract';
import { payloadFingerprint } from '@callback-relay/contract/runtime';
import type { ActiveCallbacks } from '../cancellation/active-callbacks.ts';
import { type StopSignal, stopSignal } from '../cancellation/stop-signal.ts';
import { pause } from '../clock.ts';
import { Failure } from '../handler/failure.ts';
import { type HandlerContext, WorkStopped } from '../handler/handler-context.ts';
import { WorkInProgress } from '../idempotency/idempotency.ts';
import { type HeartbeatPorts, startHeartbeats } from '../result/heartbeats.ts';
import { type Answer, failedWith, type WorkOutcome } from '../result/outcome.ts';
import type { ReturnAddress } from '../result/result-entry.ts';
import type { Worker } from './define-worker.ts';
import { handleRequest } from './handle-request.ts';

export interface WorkPorts extends HeartbeatPorts {
  readonly active: ActiveCallbacks;
  /** Aborted when the host is about to end. */
  readonly shutdown: AbortSignal;
  /** See Work. */
  readonly leaseMs: number;
}

/** What is done about a request: an answer to publish, or none; or thrown: the message is tried again. */
export type Worked =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'noResult'; readonly why: string };

const notWaitedFor: Worked = { kind: 'noResult', why: 'work stopped: its answer is not waited for any more' };

/** How long a handler may take to end after its signal when the host ends. */
const RETURN_MS = 250;

/**
 * Does the work of one request, once for its idempotency key, and watches for reasons to stop meanwhile.
 * @param remainingMs how long the task still waits.
 * @throws what the handler throws, WorkInProgress, or WorkStopped when the host ends first.
 */
export async function workOn(
  worker: Worker,
  request: Request,
  remainingMs: number,
  ports: WorkPorts,
): Promise<Worked> {
  const { correlationId, idempotencyKey, payload } = request;
  const stop = stopSignal({ ...ports, correlationId, remainingMs });
  const heartbeats = startHeartbeats(returnAddressOf(worker, request), ports, worker.progress);
  const context: HandlerContext = {
    correlationId,
    idempotencyKey,
    eventBus: request.replyTo.eventBus,
    deadline: new Date(request.deadline),
    signal: stop.signal,
    progress: heartbeats.send,
    failure: (error, cause) => new Failure(error, cause),
  };
  const work = {
    key: `${worker.name}#${idempotencyKey}`,
    payload: payloadFingerprint(payload),
    attempt: `${correlationId} ${request.deadline}`,
    leaseMs: ports.leaseMs,
  };
  try {
    const outcome = await unlessStopped(
      worker.idempotency.once(work, () => handleRequest(worker, request, context, ports.log)),
      ports,
    );
    if (stop.reason() === 'cancelled') return notWaitedFor;
    return outcome.kind === 'later'
      ? { kind: 'noResult', why: 'the answer comes later' }
      : { kind: 'answer', answer: outcome };
  } catch (thrown) {
    if (thrown instanceof WorkInProgress) throw thrown;
    if (isPointless(stop)) return notWaitedFor;
    // What a handler throws that was asked to stop is not a crash.
    throw stop.reason() === 'shutting-down' ? new WorkStopped('shutting-down') : thrown;
  } finally {
    heartbeats.stop();
    stop.release();
  }
}

export function returnAddressOf(worker: Worker, request: Request): ReturnAddress {
  return {
    correlationId: request.correlationId,
    eventBus: request.replyTo.eventBus,
    source: worker.name,
  };
}

/** The answer to a task whose work crashed, or was interrupted, on the last receive of its message. */
export function givenUp(thrown: unknown): Answer {
  const crash =
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'something that is not an Error';
  return failedWith({
    error: 'CallbackRelay.WorkGivenUp',
    cause: `the worker gave up after its last try, which ended with ${crash}`,
  });
}

/** The answer is not waited for any more, so trying again would be in vain. */
function isPointless(stop: StopSignal): boolean {
  return stop.reason() === 'cancelled' || stop.reason() === 'deadline-passed';
}

/** A handler that ignores its signal must not take the acknowledgements of its neighbours down with the host. */
async function unlessStopped(
  work: Promise<WorkOutcome>,
  { shutdown, clock }: WorkPorts,
): Promise<WorkOutcome> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const returnToQueue = (): void => {
    void pause(clock, RETURN_MS).then(() => reject(new WorkStopped('shutting-down')));
  };
  if (shutdown.aborted) returnToQueue();
  shutdown.addEventListener('abort', returnToQueue, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    shutdown.removeEventListener('abort', returnToQueue);
  }
}
