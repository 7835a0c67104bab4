import { expect, it } from 'vitest';
import { didYouMean, nearMiss } from './near-miss.ts';

const words = ['Callback Succeeded', 'Callback Failed', 'Callback Heartbeat'];

it.each([
  ['CallbackSucceeded', 'Callback Succeeded'],
  ['callback succeeded', 'Callback Succeeded'],
  ['Callback  Failed', 'Callback Failed'],
  ['Callback Suceeded', 'Callback Succeeded'],
  ['Calback Heart beat', 'Callback Heartbeat'],
  ['OrderPlaced', undefined],
])('%j was meant to be %j', (given, meant) => {
  expect(nearMiss(given, words)).toBe(meant);
});

it('asks only where something else is near', () => {
  expect(didYouMean('ouput', ['output', 'version'])).toBe('; did you mean "output"?');
  expect(didYouMean('output', ['output'])).toBe('');
  expect(didYouMean('x', words)).toBe('');
});
