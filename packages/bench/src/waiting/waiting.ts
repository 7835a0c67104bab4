import { setTimeout } from 'node:timers/promises';
import { names } from '../app/names.ts';
import type { Benchmark } from '../benchmark.ts';
import { startAll } from '../cost/batches.ts';
import { type Finding, figure } from '../figure.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { inFreshProcess } from './fresh-process.ts';

const CALLBACKS = 10_000;
const MINUTE_MS = 60_000;

/** What open callbacks cost while nothing happens. */
export const waiting: Benchmark = {
  name: 'waiting',
  says: `CPU and calls while ${CALLBACKS.toLocaleString('en-US')} callbacks wait for a minute of virtual and of real time; memory while 1,000 do`,
  runs: 1,
  async run(bench) {
    const assembly = await bench.assembly();
    bench.progress('1,000 callbacks in a process of their own');
    const inProcess = await inFreshProcess(assembly);
    const app = await startApp(assembly);
    try {
      const empty = await during(app, () => setTimeout(MINUTE_MS / 10));
      bench.progress(`opening ${CALLBACKS} callbacks`);
      await startAll(app, names.unattended, CALLBACKS);
      await app.local.idle();
      bench.progress('a minute of virtual time');
      const virtual = await during(app, () => app.local.advance(MINUTE_MS));
      bench.progress('a minute of real time');
      const real = await during(app, () => setTimeout(MINUTE_MS));
      // Measured for a tenth of the time: nothing happens in either.
      const idle = { cpuMs: empty.cpuMs * 10, calls: empty.calls };
      return [
        ...inProcess,
        ...findingsOf('virtual-minute', virtual, idle),
        ...findingsOf('real-minute', real, idle),
      ];
    } finally {
      await app.close();
    }
  },
};

interface Spent {
  readonly cpuMs: number;
  readonly calls: number;
}

async function during({ local }: RunningApp, work: () => Promise<unknown>): Promise<Spent> {
  let calls = 0;
  const stop = local.onLog(({ kind }) => {
    if (kind === 'call') calls += 1;
  });
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  stop();
  return { cpuMs: (user + system) / 1000, calls };
}

function findingsOf(name: string, { cpuMs, calls }: Spent, idle: Spent): Finding[] {
  return [
    { figure: figure(`waiting.${name}.cpu`, 'ms', cpuMs, { others: { nothingWaits: idle.cpuMs } }) },
    { figure: figure(`waiting.${name}.calls`, 'calls', calls), target: { of: 'ours', most: 0 } },
  ];
}
