// `pnpm bench`: figures on standard output, everything else on standard error.
import { benchmarks } from '../benchmarks.ts';
import type { Figure } from '../figure.ts';
import { appendRun } from '../history/append-run.ts';
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
  const figures: Figure[] = [];
  const ok = await runBenchmarks(options, {
    finding(finding) {
      figures.push(finding.figure);
      process.stdout.write(`${options.json ? JSON.stringify(finding.figure) : lineOf(finding)}\n`);
    },
    progress: say,
    problem: (line) => say(`bench: ${line}`),
  });
  if (options.json && figures.length > 0) keep(options.figures, figures, say);
  return ok ? 0 : 1;
}

/** The figures are printed by now: that they cannot be kept is said, and no reason to fail. */
function keep(file: string, figures: readonly Figure[], say: (line: string) => void): void {
  try {
    const { commit } = appendRun(file, import.meta.dirname, figures);
    say(`${figures.length} figures of commit ${commit} are appended to ${file}`);
  } catch (error) {
    say(
      `bench: the figures are not kept in ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
