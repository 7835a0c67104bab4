import { names } from '../app/names.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { durationsOf, type Hop, hops, watchHops } from './hops.ts';
import { onAws } from './on-aws.ts';

const WORK_MS = 2_000;
/** Two seconds of work take two seconds: a third of the samples is enough. */
const SLOW_SHARE = 1 / 3;
const WARM_UP = 8;
const paths = ['decoupled', 'direct'] as const;

/** What the decoupled path adds to the direct one, on one boot of the local runtime, in turns. */
export const overhead: Benchmark = {
  name: 'overhead',
  says: 'the decoupled path beside the direct one, with 0 s and 2 s of work, here and under the latencies of AWS',
  runs: 45,
  async run(bench) {
    const app = await startApp(await bench.assembly());
    try {
      for (let run = 0; run < WARM_UP; run++) for (const path of paths) await timed(app, path, 0);
      return [...(await quick(app, bench)), ...(await slow(app, bench)), ...onAws()];
    } finally {
      await app.close();
    }
  },
};

async function timed(app: RunningApp, path: (typeof paths)[number], workMs: number): Promise<number> {
  const begun = performance.now();
  const { ended } = await app.start(names[path], { workMs });
  return (await ended) - begun;
}

async function quick(app: RunningApp, bench: Bench): Promise<Finding[]> {
  bench.progress('no work');
  const watch = watchHops(app.local);
  const byHop = new Map<Hop, number[]>(hops.map((hop) => [hop, []]));
  const samples = await interleaved(paths, bench.runs, async (path) => {
    watch.take();
    const begun = performance.now();
    const duration = await timed(app, path, 0);
    const durations = path === 'decoupled' ? durationsOf(watch.take(), begun) : undefined;
    if (durations !== undefined) for (const hop of hops) byHop.get(hop)?.push(durations[hop]);
    return duration;
  });
  watch.stop();
  const { decoupled, direct } = samples;
  const added = decoupled.map((sample, run) => sample - (direct[run] ?? 0));
  const total = median(decoupled);
  return [
    {
      figure: figure('overhead.added', 'ms', median(added), {
        others: { decoupled: total, direct: median(direct) },
        ratio: total / median(direct),
        runs: bench.runs,
        spread: spread(added),
      }),
      target: { of: 'ours', most: 60 },
    },
    ...[...byHop].map(([hop, times]) => ({
      figure: figure(`overhead.hop.${hop}`, 'ms', median(times), {
        ratio: median(times) / total,
        runs: times.length,
        spread: spread(times),
      }),
    })),
  ];
}

async function slow(app: RunningApp, bench: Bench): Promise<Finding[]> {
  bench.progress(`${WORK_MS / 1000} s of work`);
  const runs = Math.max(1, Math.round(bench.runs * SLOW_SHARE));
  const { decoupled, direct } = await interleaved(paths, runs, (path) => timed(app, path, WORK_MS));
  return [
    {
      figure: figure('overhead.two-seconds', 'ms', median(decoupled), {
        others: { direct: median(direct) },
        runs,
        spread: spread(decoupled),
      }),
      target: { of: 'ratio', most: 1.05 },
    },
  ];
}
