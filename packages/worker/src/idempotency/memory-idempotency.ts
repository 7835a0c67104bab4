import type { WorkOutcome } from '../result/outcome.ts';
import { answerTo, type Idempotency, type Remembered } from './idempotency.ts';

/** How much is remembered: the oldest outcomes are forgotten first. */
export interface MemoryLimits {
  /** Default 1,000. */
  readonly entries?: number;
  /** Characters of all outcomes together. Default 16 Mi. */
  readonly characters?: number;
}

/**
 * Remembers in this process. Work that is in progress is joined. It forgets with the process: where work must not
 * be repeated after a crash, or by another instance, give the worker a persistent layer.
 */
export function memoryIdempotency(memory: MemoryLimits = {}): Idempotency {
  const { entries = 1_000, characters = 16 * 1_048_576 } = memory;
  const inProgress = new Map<string, Promise<Remembered>>();
  const done = new Map<string, Remembered>();
  let held = 0;

  const forget = (key: string): void => {
    held -= sizeOf(done.get(key)?.outcome);
    done.delete(key);
  };
  const remember = (key: string, remembered: Remembered): void => {
    forget(key);
    done.set(key, remembered);
    held += sizeOf(remembered.outcome);
    for (const oldest of done.keys()) {
      if (done.size <= entries && held <= characters) break;
      forget(oldest);
    }
  };

  return {
    once: async (work, run) => {
      // Looking and starting happen in one tick, so that two calls under one key can't both start.
      for (let joined = inProgress.get(work.key); joined; joined = inProgress.get(work.key)) {
        // What was thrown there (a crash, a passed deadline) was about that attempt: this one tries for itself.
        const known = await joined.catch(() => undefined);
        const answer = known && answerTo(work, known);
        if (answer !== undefined) return answer;
      }
      const known = done.get(work.key);
      const answer = known && answerTo(work, known);
      if (answer !== undefined) return answer;
      const { payload, attempt } = work;
      const started = run().then((outcome) => ({ payload, attempt, outcome }));
      inProgress.set(work.key, started);
      try {
        const remembered = await started;
        remember(work.key, remembered);
        return remembered.outcome;
      } finally {
        inProgress.delete(work.key);
      }
    },
  };
}

function sizeOf(outcome: WorkOutcome | undefined): number {
  if (outcome?.kind === 'succeeded') return outcome.output.length;
  return outcome?.kind === 'failed' ? outcome.error.length + outcome.cause.length : 0;
}
