import { seedsInThreads } from '../threads/seeds-in-threads.ts';
import { bothOf, type Compared, nothingCompared } from './compare-seeds.ts';

export interface AdaptersOptions {
  readonly runs: number;
  /** The first seed. */
  readonly seed: number;
  readonly json: boolean;
  /** Hears how many seeds are done. */
  readonly onProgress: (done: number) => void;
}

const CHUNK = 10;

/** Compares the DynamoDB adapters with the model over many seeds, on every core; whether they are the same. */
export async function simulateAdapters({ runs, seed, json, onProgress }: AdaptersOptions): Promise<boolean> {
  const startedAt = performance.now();
  const compared = await compareInThreads(seed, runs, onProgress);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  for (const { seed: failed, call, method, what } of compared.failures)
    process.stderr.write(`seed ${failed}, call ${call}, ${method}: ${what}\n`);
  const { failures, ...counts } = compared;
  const report = { seed, ...counts, ...(failures.length > 0 && { failures }), seconds };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : summary(compared, seed, seconds));
  return compared.differences === 0;
}

function summary({ runs, calls, leftOut, differences }: Compared, seed: number, seconds: number): string {
  const found = differences === 0 ? 'no difference' : `${differences} seeds with a DIFFERENCE`;
  return `${runs} runs from seed ${seed}: ${found} in ${calls} calls (${leftOut} left out), in ${seconds} s\n`;
}

async function compareInThreads(
  seed: number,
  runs: number,
  onProgress: (done: number) => void,
): Promise<Compared> {
  let compared = nothingCompared;
  const script = new URL('./compare.thread.ts', import.meta.url);
  await seedsInThreads<Compared>(script, { seed, runs, chunk: CHUNK }, (part) => {
    compared = bothOf(compared, part);
    onProgress(compared.runs);
  });
  return compared;
}
