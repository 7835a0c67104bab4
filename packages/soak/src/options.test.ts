import { expect, test } from 'vitest';
import { faultKinds } from './fault.ts';
import { readOptions } from './options.ts';

test('without arguments ten minutes of all faults, under a seed that is drawn', () => {
  expect(readOptions([])).toEqual({
    minutes: 10,
    ...{ seed: undefined, every: undefined, faults: faultKinds, json: false },
  });
});

test('takes parts of a minute, a seed and some of the faults', () => {
  const args = ['--minutes', '0.5', '--seed', '7', '--faults', 'kill,clock', '--every', '1', '--json'];
  expect(readOptions(args)).toEqual({
    minutes: 0.5,
    seed: 7,
    faults: ['kill', 'clock'],
    every: 1,
    json: true,
  });
  expect(readOptions(['-h'])).toBe('help');
});

test.each([
  [['--minutes', '0'], '--minutes takes a number above 0, at most 1440; given: "0"'],
  [['--minutes', 'ten'], 'given: "ten"'],
  [['--minutes', '1441'], 'given: "1441"'],
  [['--seed', '1.5'], '--seed takes a whole number of up to 15 digits; given: "1.5"'],
  [['--faults', 'kill,flood'], '--faults takes some of kill,stop,disk,clock; given: "flood"'],
  [['--every', '1s'], '--every takes seconds from 0.1 to 60; given: "1s"'],
  [['--every', '0'], 'given: "0"'],
  [['--hours', '1'], '--hours'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
