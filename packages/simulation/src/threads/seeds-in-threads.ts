import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Seeds from `seed` on, handed to threads so many at a time. */
export interface SeedRange {
  readonly seed: number;
  readonly runs: number;
  readonly chunk: number;
  /** Plain data for each thread. */
  readonly workerData?: unknown;
}

/**
 * Hands seeds to a thread on every core, as `{ from, count }`; `onPart` hears each answer. A thread is ended when no seeds
 * are left.
 */
export async function seedsInThreads<Part>(
  script: URL,
  { seed, runs, chunk, workerData }: SeedRange,
  onPart: (part: Part) => void,
): Promise<void> {
  let next = 0;

  function take(): { readonly from: number; readonly count: number } | undefined {
    if (next >= runs) return undefined;
    const taken = { from: seed + next, count: Math.min(chunk, runs - next) };
    next += taken.count;
    return taken;
  }

  function work(): Promise<void> {
    const thread = new Worker(script, { workerData });
    return new Promise((resolve, reject) => {
      const feed = () => {
        const taken = take();
        if (taken !== undefined) thread.postMessage(taken);
        else thread.terminate().then(() => resolve(), reject);
      };
      thread.on('error', reject);
      thread.on('message', (part: Part) => {
        onPart(part);
        feed();
      });
      feed();
    });
  }

  const threads = Math.min(availableParallelism(), Math.ceil(runs / chunk));
  await Promise.all(Array.from({ length: threads }, work));
}
