import { expect, test } from 'vitest';
import { parseEventPath } from './event-path.ts';

const event = {
  'detail-type': 'Order Placed',
  detail: { items: [{ sku: 'a', n: 1 }, { sku: 'b' }], empty: null, 'a/b': 5, nested: { x: 1, y: 2 } },
};

test.each([
  ['$', event],
  ['$.detail-type', 'Order Placed'],
  ['$.detail.items[1].sku', 'b'],
  ['$.detail.items[*].sku', ['a', 'b']],
  ['$.detail.nested.*', [1, 2]],
  ['$.detail.items[*].absent', []],
  ['$.detail.empty', null],
  ['$.detail.a/b', 5],
  ['$.detail.items[7]', undefined],
  ['$.detail.items.sku', undefined],
  ['$.detail.absent.deeper', undefined],
  ['$.constructor', undefined],
])('%s', (path, value) => {
  expect(parseEventPath(path)?.(event)).toEqual(value);
});

test.each([
  '',
  'detail',
  '$detail',
  '$.',
  "$['detail']",
  '$..sku',
  '$.items[?(@.n>1)]',
  '$.items[-1]',
  '$.a b',
])('%j is not a path', (path) => expect(parseEventPath(path)).toBeUndefined());
