// `pnpm demo`: the whole system on this machine, and two callbacks through it.
import { runExecution } from '../execution.ts';
import { readOptions, UsageError, usage } from '../options.ts';
import { createPaint } from '../paint.ts';
import { report } from '../report.ts';
import { openStage } from '../stage.ts';
import { summarise } from '../summary.ts';

/** The work of the article's worker. */
const WORK_MS = 2000;

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const paint = createPaint(process.stdout.isTTY, process.env);
  const stage = await openStage((line) => process.stderr.write(`${line}\n`));
  try {
    for (let run = 0; run < options.runs; run++) {
      for (const number of options.numbers) {
        const execution = await runExecution(stage.states, stage.stateMachineArn, number);
        const way = await stage.route.wayOf(execution.startedAt.getTime());
        const shown = options.json
          ? JSON.stringify(summarise(execution, WORK_MS))
          : report(execution, way, WORK_MS, paint);
        process.stdout.write(`${shown}\n`);
      }
    }
    return 0;
  } finally {
    await stage.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`demo: ${message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
