import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Report } from './explore.thread.ts';
import type { Explored } from './explore.ts';

export interface InThreadsOptions {
  /** Hears now and then of the scenarios that are being explored. */
  readonly onProgress: (soFar: Explored) => void;
  /** Hears of each scenario once, when it is done. `seconds` it took. */
  readonly onDone: (explored: Explored, seconds: number) => void;
}

/** Explores scenarios on every core, the first ones first: those that take longest belong there. */
export async function exploreInThreads(
  names: readonly string[],
  { onProgress, onDone }: InThreadsOptions,
): Promise<void> {
  const left = [...names];

  function work(): Promise<void> {
    const thread = new Worker(new URL('./explore.thread.ts', import.meta.url));
    return new Promise((resolve, reject) => {
      let startedAt = performance.now();
      const feed = () => {
        startedAt = performance.now();
        const name = left.shift();
        if (name !== undefined) thread.postMessage(name);
        else thread.terminate().then(() => resolve(), reject);
      };
      thread.on('error', reject);
      thread.on('message', ({ explored, isDone }: Report) => {
        if (!isDone) return onProgress(explored);
        onDone(explored, (performance.now() - startedAt) / 1_000);
        feed();
      });
      feed();
    });
  }

  await Promise.all(Array.from({ length: Math.min(availableParallelism(), names.length) }, work));
}
