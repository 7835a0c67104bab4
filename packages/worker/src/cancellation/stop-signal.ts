import type { Clock } from '../clock.ts';
import { type StopReason, WorkStopped } from '../handler/handler-context.ts';
import type { ActiveCallbacks } from './active-callbacks.ts';

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Why the work was asked to stop, undefined while it was not. */
  readonly reason: () => StopReason | undefined;
  /** The work is done: timers and watches end. */
  readonly release: () => void;
}

export interface StopSources {
  readonly correlationId: string;
  /** How long the task still waits, in milliseconds. */
  readonly remainingMs: number;
  readonly active: ActiveCallbacks;
  readonly clock: Clock;
  /** Aborted when the host is about to end. */
  readonly shutdown: AbortSignal;
}

/** One signal for the three reasons to stop: the first of them holds. */
export function stopSignal(sources: StopSources): StopSignal {
  const { clock, shutdown } = sources;
  const controller = new AbortController();
  let reason: StopReason | undefined;
  const stop = (why: StopReason): void => {
    if (reason !== undefined) return;
    reason = why;
    controller.abort(new WorkStopped(why));
  };
  const shutDown = (): void => stop('shutting-down');
  const cancelTimer = clock.after(sources.remainingMs, () => stop('deadline-passed'));
  const unwatch = sources.active.watch(sources.correlationId, () => stop('cancelled'));
  if (shutdown.aborted) shutDown();
  shutdown.addEventListener('abort', shutDown, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    release: () => {
      cancelTimer();
      unwatch();
      shutdown.removeEventListener('abort', shutDown);
    },
  };
}
