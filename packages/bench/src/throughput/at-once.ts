import { names } from '../app/names.ts';
import { type Finding, figure } from '../figure.ts';
import type { RunningApp } from '../running-app.ts';
import { interleaved, median, spread } from '../statistics.ts';

const EXECUTIONS = 200;
const TIMES = 3;
const paths = ['decoupled', 'direct'] as const;

/** From the first StartExecution of many that are sent at once until the last execution has ended; no work. */
export async function startedAtOnce(app: RunningApp, progress: (line: string) => void): Promise<Finding> {
  progress(`the local system, ${EXECUTIONS} executions started at once`);
  const { decoupled, direct } = await interleaved(paths, TIMES, (path) => endedPerSecond(app, names[path]));
  return {
    figure: figure('throughput.system.started-at-once', 'executions/s', median(decoupled), {
      others: { direct: median(direct) },
      runs: TIMES,
      spread: spread(decoupled),
    }),
    target: { of: 'ours', least: 100 },
  };
}

async function endedPerSecond(app: RunningApp, stateMachine: string): Promise<number> {
  const begun = performance.now();
  const executions = Array.from({ length: EXECUTIONS }, async () => {
    const { ended } = await app.start(stateMachine, { workMs: 0 });
    await ended;
  });
  await Promise.all(executions);
  const seconds = (performance.now() - begun) / 1000;
  await app.local.idle();
  return EXECUTIONS / seconds;
}
