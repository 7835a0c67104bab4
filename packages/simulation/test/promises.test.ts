import { publishedVerdicts } from '@callback-relay/contract';
import { expect, it } from 'vitest';
import { promiseNames } from '../src/promises/promises.ts';
import { runSeeds } from '../src/report/run-seeds.ts';
import { run } from '../src/run.ts';

it('keeps every promise over hundreds of seeds, and puts each to the test', {
  timeout: 120_000,
}, async () => {
  const tally = await runSeeds(1, 300);
  expect(tally.failures).toEqual([]);
  for (const promise of promiseNames) expect(tally.promises[promise], promise).toBeGreaterThan(0);
  for (const verdict of publishedVerdicts) expect(tally.verdicts[verdict], verdict).toBeGreaterThan(0);
});

it('shows what the other designs lose under the same seeds', { timeout: 120_000 }, async () => {
  const { others } = await runSeeds(1, 200);
  expect(others.ours).toEqual({ lost: 0, hung: 0, wrongOutcome: 0 });
  expect(others.classic.lost).toBeGreaterThan(0);
  expect(others.sample.lost).toBeGreaterThan(0);
  expect(others.sample.wrongOutcome).toBeGreaterThan(0);
});

it('plays a seed the same way each time, line by line', async () => {
  for (const seed of [3, 7, 12]) {
    const first = await run(seed, { trace: true });
    const again = await run(seed, { trace: true });
    expect(again.trace.lines()).toEqual(first.trace.lines());
    expect(first.trace.lines().length).toBeGreaterThan(10);
  }
});
