import { burst as drain } from '@callback-relay/simulation';
import type { Benchmark } from '../benchmark.ts';
import { figure } from '../figure.ts';

const RESULTS = 10_000;

/** A burst of results against Step Functions' quota, on the real relay over simulated services and virtual time. */
export const burst: Benchmark = {
  name: 'burst',
  says: `${RESULTS.toLocaleString('en-US')} results at once against a quota of 3,000 and 500/s, on virtual time`,
  runs: 1,
  async run(bench) {
    bench.progress('draining');
    const drained = await drain(RESULTS);
    if (drained.settled < RESULTS) throw new Error(`only ${drained.settled} callbacks were settled`);
    const ideal = drained.ofQuota * drained.seconds;
    return [
      {
        figure: figure('burst.drained', 's', drained.seconds, { others: { ideal } }),
        target: { of: 'ratio', most: 1.05 },
      },
      { figure: figure('burst.throttled', 'calls/callback', drained.throttled) },
      {
        figure: figure('burst.heartbeats-sent', 'calls', drained.heartbeatsSent, {
          others: { came: drained.heartbeats },
        }),
      },
    ];
  },
};
