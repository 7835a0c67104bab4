import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { emptyTally, type Tally, together } from './tally.ts';

const CHUNK = 50;

/** Runs `runs` seeds from `seed` on, on every core. `onProgress` hears how many are done. */
export async function runInThreads(
  seed: number,
  runs: number,
  onProgress: (done: number) => void,
): Promise<Tally> {
  let next = 0;
  let tally = emptyTally;

  function take(): { readonly from: number; readonly count: number } | undefined {
    if (next >= runs) return undefined;
    const chunk = { from: seed + next, count: Math.min(CHUNK, runs - next) };
    next += chunk.count;
    return chunk;
  }

  function work(): Promise<void> {
    const thread = new Worker(new URL('./seeds.thread.ts', import.meta.url));
    return new Promise((resolve, reject) => {
      const feed = () => {
        const chunk = take();
        if (chunk !== undefined) thread.postMessage(chunk);
        else thread.terminate().then(() => resolve(), reject);
      };
      thread.on('error', reject);
      thread.on('message', (part: Tally) => {
        tally = together(tally, part);
        onProgress(tally.runs);
        feed();
      });
      feed();
    });
  }

  const threads = Math.min(availableParallelism(), Math.ceil(runs / CHUNK));
  await Promise.all(Array.from({ length: threads }, work));
  return tally;
}
