import { seedsInThreads } from '../threads/seeds-in-threads.ts';
import type { Designs } from './run-seeds.ts';
import { emptyTally, type Tally, together } from './tally.ts';

const CHUNK = 50;

/** Runs `runs` seeds from `seed` on, on every core. `onProgress` hears how many are done. */
export async function runInThreads(
  seed: number,
  runs: number,
  onProgress: (done: number) => void,
  designs: Designs = 'all',
): Promise<Tally> {
  let tally = emptyTally;
  const script = new URL('./seeds.thread.ts', import.meta.url);
  await seedsInThreads<Tally>(script, { seed, runs, chunk: CHUNK, workerData: { designs } }, (part) => {
    tally = together(tally, part);
    onProgress(tally.runs);
  });
  return tally;
}
