import { simulateAdapters } from '../adapters/simulate-adapters.ts';
import { simulateExhaustive } from '../exhaustive/simulate-exhaustive.ts';
import { readOptions, type SimulateOptions, usage } from '../report/options.ts';
import { progressOf } from '../report/progress.ts';
import { simulate } from '../report/simulate.ts';
import { simulateMarks } from '../report/simulate-marks.ts';
import { simulateMutants } from '../report/simulate-mutants.ts';

/** `pnpm simulate`: 0 when every promise held (or every mutant was caught), 1 when not, 2 when called wrongly. */

const options = understood(process.argv.slice(2));
if (options === undefined) process.exitCode = 2;
else if (options.help) process.stdout.write(usage);
else process.exitCode = (await chosen(options)) ? 0 : 1;

function chosen(options: SimulateOptions): Promise<boolean> {
  if (options.exhaustive) return simulateExhaustive(options);
  if (options.adapters) return simulateAdapters({ ...options, onProgress: progressOf(options.runs) });
  if (options.mutants) return simulateMutants(options);
  return options.marks ? simulateMarks(options) : simulate(options);
}

function understood(args: readonly string[]): SimulateOptions | undefined {
  try {
    return readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}
