// `pnpm bench`: figures on standard output, everything else on standard error.
import { benchmarks } from '../benchmarks.ts';
import { readOptions, UsageError, usageOf } from '../options.ts';
import { lineOf } from '../report.ts';
import { runBenchmarks } from '../run-benchmarks.ts';

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, benchmarks);
  if (options === 'help') {
    process.stdout.write(usageOf(benchmarks));
    return 0;
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const ok = await runBenchmarks(options, {
    finding: (finding) =>
      void process.stdout.write(`${options.json ? JSON.stringify(finding.figure) : lineOf(finding)}\n`),
    progress: say,
    problem: (line) => say(`bench: ${line}`),
  });
  return ok ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
