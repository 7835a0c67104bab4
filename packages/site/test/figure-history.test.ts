import { expect, it } from 'vitest';
import { historiesOf, polylineOf } from '../src/figure-history.ts';

const run = (commit: string, ours: number) =>
  JSON.stringify({ commit, at: '2026-11-25T00:00:00Z', figures: [{ name: 'boot.ready', unit: 's', ours }] });

it('sets the figures of each run side by side, oldest first', () => {
  const [boot, ...others] = historiesOf(`${run('a', 0.8)}\n${run('b', 0.4)}\n`);

  expect(others).toEqual([]);
  expect(boot).toMatchObject({ name: 'boot.ready', unit: 's' });
  expect(boot?.points.map(({ commit, value }) => [commit, value])).toEqual([
    ['a', 0.8],
    ['b', 0.4],
  ]);
});

it('draws the largest value at the top, and zero at the bottom', () => {
  const [boot] = historiesOf([run('a', 2), run('b', 1), run('c', 0)].join('\n'));

  expect(boot && polylineOf(boot, { width: 100, height: 20 })).toBe('0,0 50,10 100,20');
});
