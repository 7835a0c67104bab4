import { describe, expect, expectTypeOf, it } from 'vitest';
import type { JsonValue } from './json.ts';
import { type Result, resultSchema, resultTypes } from './result.ts';

const answer = { version: '1.0', correlationId: 'orders:order-1234/payment' };
const succeeded = (detail: object) =>
  resultSchema.safeParse({ type: resultTypes.succeeded, detail: { ...answer, ...detail } });
const failed = (detail: object) =>
  resultSchema.safeParse({ type: resultTypes.failed, detail: { ...answer, ...detail } });
const heartbeat = (detail: object) =>
  resultSchema.safeParse({ type: resultTypes.heartbeat, detail: { ...answer, ...detail } });

describe('a success', () => {
  it.each([null, '', 0, false, [], {}, { a: 1 }])('may have the output %j', (output) => {
    expect(succeeded({ output }).data?.detail).toEqual({ ...answer, output });
  });

  it('with its output misspelt is refused, never delivered as undefined', () => {
    expect(succeeded({ ouput: 1 }).success).toBe(false);
    expect(succeeded({ Output: 1 }).success).toBe(false);
    expect(succeeded({ output: undefined }).success).toBe(false);
  });

  it('keeps its __proto__ keys to itself', () => {
    const output: unknown = JSON.parse('{"__proto__": {"polluted": 1}}');
    const { data } = succeeded({ output });
    expect(JSON.stringify(data?.detail)).toContain('"output":{"__proto__":{"polluted":1}}');
    const around = resultSchema.safeParse(
      JSON.parse(
        `{"type": "${resultTypes.succeeded}", "detail": {"version": "1.0", "correlationId": "a:b", "__proto__": {"output": 1}}}`,
      ),
    );
    expect(around.success).toBe(false);
  });
});

describe('a failure', () => {
  it('has an empty cause where none is given', () => {
    expect(failed({ error: 'CardRefused' }).data?.detail).toEqual({
      ...answer,
      error: 'CardRefused',
      cause: '',
    });
  });

  it.each([{}, { error: '' }, { error: 7 }, { error: 'E', cause: null }, { errorMessage: 'E' }])(
    'may not have %j',
    (detail) => {
      expect(failed(detail).success).toBe(false);
    },
  );

  it('of any length is read: what is over the limit is cut when it is delivered', () => {
    expect(failed({ error: 'E'.repeat(10_000), cause: 'c'.repeat(100_000) }).success).toBe(true);
  });
});

describe('a heartbeat', () => {
  it.each([{}, { progress: null }, { progress: { percent: 40 } }])('may have %j', (detail) => {
    expect(heartbeat(detail).success).toBe(true);
  });
});

describe('a result', () => {
  it.each(['Callback Finished', 'callback succeeded', '', undefined])('may not be of type %j', (type) => {
    expect(resultSchema.safeParse({ type, detail: { ...answer, output: 1 } }).success).toBe(false);
  });

  it('is distinguished by its type', () => {
    const output = (result: Result) =>
      result.type === resultTypes.succeeded ? result.detail.output : undefined;
    expectTypeOf(output).returns.toEqualTypeOf<JsonValue | undefined>();
    expectTypeOf<Result['type']>().toEqualTypeOf<
      'Callback Succeeded' | 'Callback Failed' | 'Callback Heartbeat'
    >();
  });
});
