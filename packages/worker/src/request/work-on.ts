import type { Request } from '@callback-relay/contract';
import type { ActiveCallbacks } from '../cancellation/active-callbacks.ts';
import { type StopSignal, stopSignal } from '../cancellation/stop-signal.ts';
import { pause } from '../clock.ts';
import { WorkStopped } from '../handler/handler-context.ts';
import { WorkInProgress } from '../idempotency/idempotency.ts';
import { type HeartbeatPorts, startHeart } from '../result/heart.ts';
import { type Answer, failedWith, type Outcome } from '../result/outcome.ts';
import type { Answering } from '../result/result-entry.ts';
import type { Worker } from './define-worker.ts';
import { handleRequest } from './handle-request.ts';

export interface WorkPorts extends HeartbeatPorts {
  readonly active: ActiveCallbacks;
  /** Aborted when the host is about to end. */
  readonly shutdown: AbortSignal;
  /** See Work. */
  readonly leaseMs: number;
}

/** What is done about a request: an answer to publish, or nothing to say; or thrown: the message is tried again. */
export type Worked =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'silence'; readonly why: string };

const nobodyWaits: Worked = { kind: 'silence', why: 'work stopped, for nobody waits any more' };

/** How long a handler may take to follow its signal when the host ends. */
const HAND_BACK_MS = 250;

/**
 * Does the work of one request, once for its idempotency key, and watches for reasons to stop meanwhile.
 * @throws what the handler throws, WorkInProgress, or WorkStopped when the host ends first.
 */
export async function workOn(worker: Worker, request: Request, ports: WorkPorts): Promise<Worked> {
  const deadline = Date.parse(request.deadline);
  const { correlationId, idempotencyKey } = request;
  const stop = stopSignal({ ...ports, correlationId, deadline });
  const heart = startHeart(answeringOf(worker, request), ports);
  const context = {
    correlationId,
    idempotencyKey,
    eventBus: request.replyTo.eventBus,
    deadline: new Date(deadline),
    signal: stop.signal,
    progress: heart.beat,
  };
  const work = { key: `${worker.name}#${idempotencyKey}`, correlationId, leaseMs: ports.leaseMs };
  try {
    const outcome = await orHandedBack(
      worker.idempotency.once(work, () => handleRequest(worker, request, context)),
      ports,
    );
    if (stop.reason() === 'cancelled') return nobodyWaits;
    return outcome.kind === 'later'
      ? { kind: 'silence', why: 'the answer comes later' }
      : { kind: 'answer', answer: outcome };
  } catch (thrown) {
    if (thrown instanceof WorkInProgress) throw thrown;
    if (isPointless(stop)) return nobodyWaits;
    // Whatever a handler throws that was told to stop, it is no crash.
    throw stop.reason() === 'shutting-down' ? new WorkStopped('shutting-down') : thrown;
  } finally {
    heart.stop();
    stop.release();
  }
}

export function answeringOf(worker: Worker, request: Request): Answering {
  return {
    correlationId: request.correlationId,
    eventBus: request.replyTo.eventBus,
    source: worker.name,
  };
}

/** The answer to a task whose work crashed, or was interrupted, on the last receive of its message. */
export function givenUp(thrown: unknown): Answer {
  const crash = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'something that is no Error';
  return failedWith({
    error: 'CallbackRelay.WorkGivenUp',
    cause: `the worker gave up after its last try, which ended with ${crash}`,
  });
}

/** Nobody waits for the answer any more, so trying again would be work for nobody. */
function isPointless(stop: StopSignal): boolean {
  return stop.reason() === 'cancelled' || stop.reason() === 'deadline-passed';
}

/** A handler that ignores its signal must not take the acknowledgements of its neighbours down with the host. */
async function orHandedBack(work: Promise<Outcome>, ports: WorkPorts): Promise<Outcome> {
  const { shutdown, clock } = ports;
  const over = new AbortController();
  const handedBack = new Promise<never>((_, reject) => {
    const handBack = (): void => {
      void pause(clock, HAND_BACK_MS).then(() => reject(new WorkStopped('shutting-down')));
    };
    if (shutdown.aborted) handBack();
    shutdown.addEventListener('abort', handBack, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, handedBack]);
  } finally {
    over.abort();
  }
}
