import { expect, it } from 'vitest';
import { failedItems } from './batch-response.ts';

const batch = ['a', 'b'];
const responded = (answer: unknown) => [
  ...failedItems({ kind: 'response', text: JSON.stringify(answer) }, batch),
];

it.each([
  [{ batchItemFailures: [] }, []],
  [null, []],
  [{}, []],
  [{ batchItemFailures: null }, []],
  [{ batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  [{ batchItemFailures: [{ itemIdentifier: '' }] }, batch],
  [{ batchItemFailures: [{ itemIdentifier: 'c' }] }, batch],
  [{ batchItemFailures: [{ id: 'b' }] }, batch],
  ['done', batch],
])('%j keeps %j on the queue', (answer, kept) => {
  expect(responded(answer)).toEqual(kept);
});

it('an error and a time-out keep the whole batch', () => {
  expect([...failedItems({ kind: 'error', text: '{}' }, batch)]).toEqual(batch);
  expect([...failedItems({ kind: 'none' }, batch)]).toEqual(batch);
});
