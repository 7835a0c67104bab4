import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { median, spread } from '../statistics.ts';

const script = join(import.meta.dirname, 'boot-process.ts');
/** Until our first line runs; until the package is loaded; from `startLocal` until it answers. */
const parts = ['node', 'import', 'start'] as const;

/** Milliseconds. */
type Boot = Readonly<Record<(typeof parts)[number], number>>;

/** From the start of a process to the runtime that answers, the app synthesized before. */
export const boot: Benchmark = {
  name: 'boot',
  says: 'time from the start of a process to a local runtime that hosts the synthesized app',
  runs: 5,
  async run(bench) {
    const assembly = await bench.assembly();
    const boots: Boot[] = [];
    for (let run = 0; run < bench.runs; run++) boots.push(await bootOf(assembly));
    return findingsOf(boots);
  },
};

async function bootOf(assembly: string): Promise<Boot> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, assembly]);
  return JSON.parse(stdout) as Boot;
}

function findingsOf(boots: readonly Boot[]): Finding[] {
  const runs = boots.length;
  const totals = boots.map((each) => parts.reduce((sum, part) => sum + each[part], 0));
  const total = median(totals);
  return [
    {
      figure: figure('boot.ready', 'ms', total, { runs, spread: spread(totals) }),
      target: { of: 'ours', most: 1_000 },
    },
    ...parts.map((part): Finding => {
      const times = boots.map((each) => each[part]);
      return {
        figure: figure(`boot.${part}`, 'ms', median(times), {
          ratio: median(times) / total,
          runs,
          spread: spread(times),
        }),
      };
    }),
  ];
}
