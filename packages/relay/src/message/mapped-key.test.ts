import { expect, it } from 'vitest';
import { parseExactJson } from './exact-json.ts';
import { withCorrelationId } from './mapped-key.ts';

const named = (...parts: unknown[]) => withCorrelationId({ output: 1, key: { namespace: 'orders', parts } });
const reasonOf = (...parts: unknown[]) => named(...parts).defect?.message;

it.each([
  ['text around a field', ['order-', '4711', '/payment'], 'orders:order-4711/payment'],
  ['a number', ['order-', 4711], 'orders:order-4711'],
  ['several fields', ['eu', '-', 7, '-', 1.5], 'orders:eu-7-1.5'],
  ['an ARN', ['arn:aws:s3:::bucket'], 'orders:arn~3Aaws~3As3~3A~3A~3Abucket'],
  ['what is outside the alphabet', ['a#b c'], 'orders:a~23b~20c'],
])('a mapped result is named by its key: %s', (_, parts, correlationId) => {
  expect(named(...parts)).toEqual({ detail: { output: 1, correlationId } });
});

it('a number beyond what a double holds keeps its digits', () => {
  const { value } = parseExactJson('{"key":{"namespace":"orders","parts":[9007199254740993]}}');
  expect(withCorrelationId(value)).toEqual({ detail: { correlationId: 'orders:9007199254740993' } });
});

it.each([
  ['', 'empty text'],
  [null, 'null'],
  [undefined, 'null'],
  [true, 'a boolean'],
  [['a'], 'a list'],
  [{ a: 1 }, 'an object'],
])(
  'a part that is %j gives no correlation ID, and the reason says which part and what it is',
  (part, kind) => {
    const { detail, defect } = named('order-', part);
    expect(detail).toEqual({ output: 1 });
    expect(defect?.code).toBe('correlation-id-missing');
    expect(defect?.message).toContain(`part 2 of the mapping's key is ${kind} in this event`);
  },
);

it('a key that is too long gives no correlation ID, and the reason has its length as it is encoded', () => {
  expect(named('x'.repeat(300)).detail).toEqual({ output: 1 });
  expect(reasonOf('x'.repeat(300))).toContain('the key has 300 of at most 200 characters');
  expect(reasonOf('é'.repeat(40))).toContain('the key has 240 of at most 200 characters');
  expect(reasonOf('half a pair \ud800')).toContain('the key is not well-formed Unicode');
});

it.each([
  [{ correlationId: 'orders:1' }],
  [{ correlationId: 'orders:1', key: { namespace: 'orders', parts: ['2'] } }],
  [{ key: 'of its own' }],
  ['text'],
  [null],
])('any other detail stays as it is: %j', (detail) => {
  expect(withCorrelationId(detail)).toEqual({ detail });
});
