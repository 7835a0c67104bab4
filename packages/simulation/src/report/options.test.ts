import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('has defaults for everything', () => {
  expect(readOptions([])).toEqual({
    runs: 1_000,
    seed: 1,
    trace: false,
    marks: false,
    exhaustive: false,
    adapters: false,
    mutants: false,
    json: false,
    help: false,
  });
});

it('reads numbers and switches', () => {
  expect(readOptions(['--runs', '1', '--seed', '42', '--trace', '--json'])).toMatchObject({
    runs: 1,
    seed: 42,
    trace: true,
    json: true,
  });
});

it.each([
  [['--runs', '0'], '--runs must be above 0'],
  [['--runs', 'many'], '--runs must be a whole number'],
  [['--seed', '-1'], "'--seed"],
  [['--trace'], '--trace is for one run: add --runs 1'],
  [['--scenario', 'two-results'], '--scenario is for --exhaustive'],
  [['--exhaustive', '--scenario', 'three'], '--scenario must be one of two-results'],
  [['--exhaustive', '--schedule', '0.1'], '--schedule is of one scenario: add --scenario NAME'],
  [
    ['--exhaustive', '--scenario', 'two-results', '--schedule', '0..1'],
    '--schedule must be numbers with dots',
  ],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('refuses %j with a line that says why', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
