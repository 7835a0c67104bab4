import { names } from '../app/names.ts';
import { startAll } from '../cost/batches.ts';
import { type Finding, figure } from '../figure.ts';
import type { RunningApp } from '../running-app.ts';
import { median, spread } from '../statistics.ts';

/** Callbacks that wait at once, and how often that is measured: one alone says little. */
const loads = [
  { waiting: 1, times: 10 },
  { waiting: 10, times: 5 },
  { waiting: 100, times: 3 },
  { waiting: 1_000, times: 1 },
] as const;

interface AnswerSample {
  readonly perSecond: number;
  /** Milliseconds of CPU for a callback: of function threads, and of the thread that hosts the services. */
  readonly functionCpu: number;
  readonly engineCpu: number;
}

/** From the moment the worker comes up: its work (none), the events, the relay, the executions' ends. */
export async function throughWholeSystem(
  app: RunningApp,
  progress: (line: string) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  await answered(app, 20);
  for (const { waiting, times } of loads) {
    progress(`the local system, ${waiting} waiting`);
    const samples: AnswerSample[] = [];
    for (let run = 0; run < times; run++) samples.push(await answered(app, waiting));
    findings.push(...findingsOf(waiting, samples));
  }
  return findings;
}

async function answered(app: RunningApp, waiting: number): Promise<AnswerSample> {
  const { local } = app;
  await local.setMappingEnabled(names.workerFunction, false);
  const started = await startAll(app, names.decoupled, waiting);
  await local.idle();
  const cpu = process.cpuUsage();
  const mainCpu = process.threadCpuUsage();
  const begun = performance.now();
  await local.setMappingEnabled(names.workerFunction, true);
  await Promise.all(started.map(({ ended }) => ended));
  const seconds = (performance.now() - begun) / 1000;
  const all = total(process.cpuUsage(cpu));
  const engine = total(process.threadCpuUsage(mainCpu));
  return {
    perSecond: waiting / seconds,
    functionCpu: (all - engine) / waiting,
    engineCpu: engine / waiting,
  };
}

function findingsOf(waiting: number, samples: readonly AnswerSample[]): Finding[] {
  const rates = samples.map(({ perSecond }) => perSecond);
  const cpu = samples.map(({ functionCpu }) => functionCpu);
  const runs = samples.length;
  return [
    {
      figure: figure(`throughput.system.${waiting}`, 'callbacks/s', median(rates), {
        runs,
        spread: spread(rates),
      }),
    },
    {
      figure: figure(`throughput.system.${waiting}.cpu`, 'ms/callback', median(cpu), {
        others: { engines: median(samples.map(({ engineCpu }) => engineCpu)) },
        runs,
        spread: spread(cpu),
      }),
    },
  ];
}

/** Milliseconds. */
function total({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
