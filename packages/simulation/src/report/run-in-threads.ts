import { seedsInThreads } from '../threads/seeds-in-threads.ts';
import { emptyTally, type Tally, together } from './tally.ts';

const CHUNK = 50;

/** Runs `runs` seeds from `seed` on, on every core. `onProgress` hears how many are done. */
export async function runInThreads(
  seed: number,
  runs: number,
  onProgress: (done: number) => void,
): Promise<Tally> {
  let tally = emptyTally;
  const script = new URL('./seeds.thread.ts', import.meta.url);
  await seedsInThreads<Tally>(script, { seed, runs, chunk: CHUNK }, (part) => {
    tally = together(tally, part);
    onProgress(tally.runs);
  });
  return tally;
}
