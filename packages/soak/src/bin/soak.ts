// `pnpm soak`: the result on standard output, progress on standard error.
import { randomInt } from 'node:crypto';
import { readOptions, UsageError, usage } from '../options.ts';
import { isClean, textOf } from '../report.ts';
import { runSoak } from '../run-soak.ts';

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const progress = (line: string) => void process.stderr.write(`soak: ${line}\n`);
  const seed = options.seed ?? randomInt(1_000_000);
  progress(`seed ${seed}`);
  const report = await runSoak({ ...options, seed }, progress);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : textOf(report));
  return isClean(report) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `soak: ${error instanceof UsageError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
