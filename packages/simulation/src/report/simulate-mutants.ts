import { type Hunt, hunt } from '../mutants/hunt.ts';
import { mutants } from '../mutants/mutants.ts';
import type { SimulateOptions } from './options.ts';

/** Runs every mutant until it is caught; whether each was, by its promise and in its number of runs. */
export async function simulateMutants({
  seed,
  json,
}: Pick<SimulateOptions, 'seed' | 'json'>): Promise<boolean> {
  const hunts: Hunt[] = [];
  for (const mutant of mutants) {
    const found = await hunt(mutant, seed);
    hunts.push(found);
    process.stderr.write(`${line(found)}\n`);
  }
  const escaped = hunts.filter(({ caught }) => !caught).length;
  const report = { mutants: hunts.length, escaped, seed, hunts };
  process.stdout.write(
    json ? `${JSON.stringify(report)}\n` : `${hunts.length} mutants, ${escaped} not caught\n`,
  );
  return escaped === 0;
}

function line({ mutant, promise, caught, runs, what }: Hunt): string {
  return caught
    ? `${mutant}: caught by ${promise} in ${runs} runs: ${what}`
    : `${mutant}: NOT CAUGHT by ${promise} in ${runs} runs`;
}
