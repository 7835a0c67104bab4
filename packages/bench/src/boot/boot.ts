import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';

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
    const cache = mkdtempSync(join(tmpdir(), 'callback-relay-bench-compiled-'));
    try {
      await bootOf(assembly, cache);
      const boots = await interleaved(['again', 'first'], bench.runs, (which) =>
        bootOf(assembly, which === 'again' ? cache : undefined),
      );
      return findingsOf(boots.again, boots.first);
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
};

/** `cache` holds what Node has compiled of the same files before. */
async function bootOf(assembly: string, cache?: string): Promise<Boot> {
  const { NODE_COMPILE_CACHE: _ours, ...env } = process.env;
  const args = [script, assembly, ...(cache === undefined ? [] : [cache])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as Boot;
}

function totalOf(boot: Boot): number {
  return parts.reduce((sum, part) => sum + boot[part], 0);
}

function findingsOf(boots: readonly Boot[], first: readonly Boot[]): Finding[] {
  const runs = boots.length;
  const totals = boots.map(totalOf);
  const total = median(totals);
  return [
    {
      figure: figure('boot.ready', 'ms', total, {
        others: { nothingCompiled: median(first.map(totalOf)) },
        runs,
        spread: spread(totals),
      }),
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
