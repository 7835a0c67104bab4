import { expect, test } from 'vitest';
import { failedOf } from './batch-response.ts';

const ids = ['a', 'b'];

test.each([
  ['an empty list', '{"batchItemFailures": []}'],
  ['a null list', '{"batchItemFailures": null}'],
  ['an empty answer', '{}'],
  ['a null answer', 'null'],
])('%s is success', (_, answer) => {
  expect([...failedOf(answer, ids)]).toEqual([]);
});

test.each([
  ['an answer that is not JSON', 'half'],
  ['an answer that is not an object', '"done"'],
  ['a list that is none', '{"batchItemFailures": "a"}'],
  ['an empty identifier', '{"batchItemFailures": [{"itemIdentifier": ""}]}'],
  ['a null identifier', '{"batchItemFailures": [{"itemIdentifier": null}]}'],
  ['a misnamed identifier', '{"batchItemFailures": [{"id": "a"}]}'],
  ['an entry that is null', '{"batchItemFailures": [null]}'],
  ['a message that is not in the batch', '{"batchItemFailures": [{"itemIdentifier": "c"}]}'],
])('%s fails the whole batch', (_, answer) => {
  expect([...failedOf(answer, ids)]).toEqual(ids);
});

test('only the messages named fail', () => {
  expect([...failedOf('{"batchItemFailures": [{"itemIdentifier": "b"}]}', ids)]).toEqual(['b']);
});
