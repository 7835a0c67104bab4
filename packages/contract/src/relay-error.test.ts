import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Code, codes } from './code.ts';
import { RelayError } from './relay-error.ts';

describe('an error', () => {
  it.each(Object.keys(codes) as Code[])(
    'of code %s has a name of its own that Retry and Catch can match',
    (code) => {
      const error = new RelayError(code);
      expect(error.name).toMatch(/^CallbackRelay\.([A-Z][a-z]+)+$/);
      expect(error.message).toBe(codes[code]);
      expect(error.code).toBe(code);
    },
  );

  it('names what was wrong after what its code means, and keeps what caused it', () => {
    const cause = new Error('socket hang up');
    const error = new RelayError('publish-failed', 'entry 3', { cause });
    expect(error.message).toBe('the result is not on the event bus: entry 3');
    expect(error.name).toBe('CallbackRelay.PublishFailed');
    expect(error.cause).toBe(cause);
  });

  it('takes no code outside the closed list', () => {
    expectTypeOf<'no-such-code'>().not.toExtend<Code>();
    expectTypeOf<ConstructorParameters<typeof RelayError>[0]>().toEqualTypeOf<Code>();
  });
});

describe('codes', () => {
  it('are words in kebab case, each with a meaning of its own', () => {
    for (const code of Object.keys(codes)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(new Set(Object.values(codes)).size).toBe(Object.keys(codes).length);
  });
});
