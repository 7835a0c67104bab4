import { expect, it } from 'vitest';
import { parseExactJson } from './exact-json.ts';
import { withCorrelationId } from './mapped-key.ts';

const named = (...parts: unknown[]) => withCorrelationId({ output: 1, key: { namespace: 'orders', parts } });

it.each([
  ['text around a field', ['order-', '4711', '/payment'], 'orders:order-4711/payment'],
  ['a number', ['order-', 4711], 'orders:order-4711'],
  ['several fields', ['eu', '-', 7, '-', 1.5], 'orders:eu-7-1.5'],
  ['an ARN', ['arn:aws:s3:::bucket'], 'orders:arn~3Aaws~3As3~3A~3A~3Abucket'],
  ['what is outside the alphabet', ['a#b c'], 'orders:a~23b~20c'],
])('a mapped result is named by its key: %s', (_, parts, correlationId) => {
  expect(named(...parts)).toEqual({ output: 1, correlationId });
});

it('a number beyond what a double holds keeps its digits', () => {
  const { value } = parseExactJson('{"key":{"namespace":"orders","parts":[9007199254740993]}}');
  expect(withCorrelationId(value)).toEqual({ correlationId: 'orders:9007199254740993' });
});

it.each([[''], [null], [undefined], [true], [['a']], [{ a: 1 }]])(
  'a part that is %j gives no correlation ID',
  (part) => {
    expect(named('order-', part)).toEqual({ output: 1 });
  },
);

it('a key that is too long gives a malformed correlation ID', () => {
  expect(named('x'.repeat(300))).toEqual({ output: 1, correlationId: 'orders:' });
});

it.each([
  [{ correlationId: 'orders:1' }],
  [{ correlationId: 'orders:1', key: { namespace: 'orders', parts: ['2'] } }],
  [{ key: 'of its own' }],
  ['text'],
  [null],
])('any other detail stays as it is: %j', (detail) => {
  expect(withCorrelationId(detail)).toEqual(detail);
});
