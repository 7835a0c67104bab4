import { expect, it } from 'vitest';
import { benchmarks } from '../src/benchmarks.ts';
import { readOptions, UsageError, usageOf } from '../src/options.ts';

it('runs everything where nothing is said', () => {
  expect(readOptions([], benchmarks)).toMatchObject({ chosen: benchmarks, json: false, runs: undefined });
});

it('runs what is named, as often as is asked for', () => {
  const options = readOptions(['--only', 'burst', '--only', 'cost', '--runs', '3', '--json'], benchmarks);
  expect(options).toMatchObject({ json: true, runs: 3 });
  expect(options !== 'help' && options.chosen.map(({ name }) => name).sort()).toEqual(['burst', 'cost']);
});

it('names the benchmarks there are when one is unknown', () => {
  expect(() => readOptions(['--only', 'speed'], benchmarks)).toThrow(UsageError);
  for (const { name } of benchmarks) {
    expect(() => readOptions(['--only', 'speed'], benchmarks)).toThrow(name);
    expect(usageOf(benchmarks)).toContain(name);
  }
});

it.each([['0'], ['-1'], ['1.5'], ['many'], ['']])('takes no --runs %j', (runs) => {
  expect(() => readOptions([`--runs=${runs}`], benchmarks)).toThrow(UsageError);
});

it('knows no other option', () => {
  expect(() => readOptions(['--fast'], benchmarks)).toThrow(UsageError);
});
