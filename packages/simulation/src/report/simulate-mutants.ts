import { mutants } from '../mutants/mutants.ts';
import { type MutantRun, runMutant } from '../mutants/run-mutant.ts';
import type { SimulateOptions } from './options.ts';

/** Runs every mutant until it is caught; whether each was, by its promise and in its number of runs. */
export async function simulateMutants({
  seed,
  json,
}: Pick<SimulateOptions, 'seed' | 'json'>): Promise<boolean> {
  const mutantRuns: MutantRun[] = [];
  for (const mutant of mutants) {
    const found = await runMutant(mutant, seed);
    mutantRuns.push(found);
    process.stderr.write(`${line(found)}\n`);
  }
  const escaped = mutantRuns.filter(({ caught }) => !caught).length;
  const report = { mutants: mutantRuns.length, escaped, seed, mutantRuns };
  process.stdout.write(
    json ? `${JSON.stringify(report)}\n` : `${mutantRuns.length} mutants, ${escaped} not caught\n`,
  );
  return escaped === 0;
}

function line({ mutant, promise, caught, runs, what }: MutantRun): string {
  return caught
    ? `${mutant}: caught by ${promise} in ${runs} runs: ${what}`
    : `${mutant}: NOT CAUGHT by ${promise} in ${runs} runs`;
}
