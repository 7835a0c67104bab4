import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  businessKeySchema,
  correlationIdOf,
  correlationIdSchema,
  mintCorrelationId,
  namespaceSchema,
} from './correlation-id.ts';
import { RelayError } from './relay-error.ts';

const accepts = (id: unknown) => correlationIdSchema.safeParse(id).success;
const namespace = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
const key = fc.stringMatching(/^[A-Za-z0-9._/@+=~-]{1,200}$/);

describe('a correlation ID', () => {
  it.each([
    'orders:order-1234/payment',
    'a:b',
    `${'n'.repeat(32)}:${'k'.repeat(200)}`,
    'orders:buyer+1@example.com',
  ])('may be %s', (id) => {
    expect(accepts(id)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['without a namespace', ':key'],
    ['without a key', 'orders:'],
    ['without a colon', 'orders'],
    ['with two colons', 'orders:a:b'],
    ['with the separator of idempotency rows', 'orders#a'],
    ['with the separator in its key', 'orders:a#b'],
    ['with a namespace of 33', `${'n'.repeat(33)}:k`],
    ['with a key of 201', `n:${'k'.repeat(201)}`],
    ['with a namespace in capitals', 'Orders:a'],
    ['with a namespace that starts with a digit', '1orders:a'],
    ['with a space', 'orders:a b'],
    ['with a line feed at its end', 'orders:a\n'],
    ['with a NUL', 'orders:a\0'],
    ['with a Cyrillic look-alike in its namespace', 'оrders:a'],
    ['with a fullwidth colon', 'orders：a'],
    ['with a fullwidth digit', 'orders:１'],
    ['with a zero-width space', 'orders:a\u200b'],
    ['with a lone surrogate', 'orders:\ud800'],
    ['a number', 1234],
    ['null', null],
    ['missing', undefined],
  ])('is refused %s', (_, id) => {
    expect(accepts(id)).toBe(false);
  });

  it('is the namespace and the key, and gives both back', () => {
    fc.assert(
      fc.property(namespace, key, (ns, k) => {
        const id = correlationIdOf(ns, k);
        expect(id.slice(0, id.indexOf(':'))).toBe(ns);
        expect(id.slice(id.indexOf(':') + 1)).toBe(k);
      }),
    );
  });

  it('is accepted exactly when its namespace and its key are', () => {
    const nearly = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '-', ':', '/', '#', ' ', 'é'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(nearly, nearly, (ns, k) => {
        const both = namespaceSchema.safeParse(ns).success && businessKeySchema.safeParse(k).success;
        expect(accepts(`${ns}:${k}`)).toBe(both);
      }),
    );
  });

  it('that is malformed is refused by its code, cut short where it is long', () => {
    const attempt = () => correlationIdOf('orders', 'k'.repeat(10_000));
    expect(attempt).toThrow(expect.objectContaining({ code: 'correlation-id-malformed' }));
    expect(attempt).toThrow(RelayError);
    expect(attempt).toThrow(/^.{1,500}$/s);
  });
});

describe('a minted correlation ID', () => {
  it('carries all 128 bits, URL-safe, in the namespace', () => {
    fc.assert(
      fc.property(namespace, fc.uint8Array({ minLength: 16, maxLength: 16 }), (ns, bytes) => {
        const id = mintCorrelationId(ns, () => bytes);
        expect(accepts(id)).toBe(true);
        expect([...Buffer.from(id.slice(ns.length + 1), 'base64url')]).toEqual([...bytes]);
      }),
    );
  });

  it('asks for 16 bytes', () => {
    mintCorrelationId('orders', (count) => {
      expect(count).toBe(16);
      return new Uint8Array(count);
    });
  });
});
