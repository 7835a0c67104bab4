import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payloadFingerprint } from './payload-fingerprint.ts';

/** The same value with the members of its objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('the fingerprint of a payload', () => {
  it('is the same whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(payloadFingerprint(reversed(payload))).toBe(payloadFingerprint(payload));
      }),
    );
  });

  it('differs where the JSON differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        fc.pre(!same && JSON.stringify(reversed(one)) !== JSON.stringify(other));
        expect(payloadFingerprint(one) === payloadFingerprint(other)).toBe(same);
      }),
    );
    const prints = [null, '', '1', 1, [], {}, [null], { a: null }, JSON.parse('{"__proto__":1}')].map(
      payloadFingerprint,
    );
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('fits a key or an attribute', () => {
    expect(payloadFingerprint({})).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
