import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { type Handler, naiveHandlers, type OurRole, ourHandlers } from './handlers.ts';
import { importTime } from './import-time.ts';

const roles: readonly OurRole[] = ['relay', 'requester', 'worker'];

/** How big our functions are and how long they take to import, beside a naive handler. */
export const coldStart: Benchmark = {
  name: 'cold-start',
  says: 'bytes and import time of our functions in fresh processes, beside a naive handler',
  runs: 30,
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'callback-relay-bench-naive-'));
    try {
      const naive = naiveHandlers(folder);
      const ours = ourHandlers(await bench.assembly());
      bench.progress('imports');
      const handlers: Readonly<Record<string, Handler>> = { ...ours, ...naive };
      const times = await interleaved(Object.keys(handlers), bench.runs, (name) => {
        const { path, environment } = handlers[name] as Handler;
        return importTime(path, environment);
      });
      return roles.flatMap((role): Finding[] => [
        sizeOf(role, ours[role], naive),
        {
          figure: figure(`cold-start.import.${role}`, 'ms', median(times[role] ?? []), {
            others: {
              bundled: median(times.bundled ?? []),
              minified: median(times.minified ?? []),
              unbundled: median(times.unbundled ?? []),
            },
            runs: bench.runs,
            spread: spread(times[role] ?? []),
          }),
          ...(role === 'relay' && { target: { of: 'ratio' as const, most: 0.6 } }),
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function sizeOf(role: OurRole, { bytes }: Handler, naive: { bundled: Handler; minified: Handler }): Finding {
  const others = { bundled: naive.bundled.bytes, minified: naive.minified.bytes };
  return {
    figure: figure(`cold-start.bytes.${role}`, 'bytes', bytes, { others }),
    ...(role === 'relay' && { target: { of: 'ratio' as const, most: 0.45 } }),
  };
}
