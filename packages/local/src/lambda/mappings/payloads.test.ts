import { expect, test } from 'vitest';
import { payloadsOf } from './payloads.ts';

const recordOf = (body: string) => ({ body });

test('a batch that an invocation can take is one payload', () => {
  expect(payloadsOf(['a', 'b'], recordOf)).toEqual([
    { text: '{"Records":[{"body":"a"},{"body":"b"}]}', of: ['a', 'b'] },
  ]);
  expect(payloadsOf([], recordOf)).toEqual([]);
});

test('a larger one is several, in order, each as full as it may be', () => {
  const payloads = payloadsOf(['a', 'b', 'ü', 'd', 'x'.repeat(90), 'f'], recordOf, 45);
  expect(payloads.map(({ of }) => of)).toEqual([['a', 'b'], ['ü', 'd'], ['x'.repeat(90)], ['f']]);
  expect(payloads.map(({ text }) => JSON.parse(text))).toEqual(
    payloads.map(({ of }) => ({ Records: of.map(recordOf) })),
  );
});
