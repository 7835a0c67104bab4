import { expect, it } from 'vitest';
import { durationsOf, hops } from '../src/overhead/hops.ts';
import { logNormal, logNormalThrough } from '../src/overhead/log-normal.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { quantile } from '../src/statistics.ts';

it('draws have the median and the 99th percentile that were asked for', () => {
  const draw = logNormal({ p50: 16, p99: 105 }, seededRandom(1));
  const drawn = Array.from({ length: 100_000 }, draw);
  expect(quantile(drawn, 0.5) / 16).toBeCloseTo(1, 1);
  expect(quantile(drawn, 0.99) / 105).toBeCloseTo(1, 1);
});

it('a distribution goes through the one percentile that is published, as wide as another', () => {
  const latency = logNormalThrough({ share: 'p90', ms: 80 }, { p50: 148, p99: 387 });
  const drawn = Array.from({ length: 100_000 }, logNormal(latency, seededRandom(1)));
  expect(latency.p99 / latency.p50).toBeCloseTo(387 / 148, 6);
  expect(quantile(drawn, 0.9) / 80).toBeCloseTo(1, 1);
});

it('the same seed draws the same', () => {
  const draws = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});

it('a hop lasts from the end of the one before', () => {
  const way = [
    'started',
    'opened',
    'requested',
    'request-received',
    'result-published',
    'result-delivered',
    'result-received',
    'claimed',
    'ended',
  ] as const;
  const reached = new Map(way.map((station, at) => [station, 100 + (at + 1) * 3]));
  const durations = durationsOf(reached, 100);
  expect(Object.values(durations ?? {})).toEqual(hops.map(() => 3));
  reached.delete('requested');
  expect(durationsOf(reached, 100)).toBeUndefined();
});
