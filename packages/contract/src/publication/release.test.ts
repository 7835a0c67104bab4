import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './json-schema.ts';
import { publishedMessages } from './published-message.ts';
import { findingsSince, lastRelease } from './release.ts';

const message = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' } as const;
const named = (name: string, schema: JsonSchema) => new Map([[name, schema]]);
const since = (before: JsonSchema, after: JsonSchema, version = '1.1', name = 'callback-succeeded') =>
  findingsSince(
    { version: '1.0', schemas: named(name, before) },
    { version, schemas: named(name, after) },
    publishedMessages,
  );

describe('the last release', () => {
  it('is the highest minor of the same major, by number and not by letter', () => {
    expect(lastRelease(['1.9', '1.10', '1.2', '2.0'], '1.11')).toBe('1.10');
    expect(lastRelease(['1.0', '1.1'], '2.0')).toBeUndefined();
    expect(lastRelease([], '1.0')).toBeUndefined();
  });
});

describe('a release', () => {
  it('is stopped by a breaking change, which is named with those whom it breaks', () => {
    expect(since(message({ output: text }, ['output']), message({ result: text }, ['result']))).toEqual([
      'callback-succeeded: output was renamed to result, which breaks an older worker and an older relay: it needs a new major version',
    ]);
    expect(since(message({}), message({ b: text }, ['b']), '1.1', 'request')).toEqual([
      'request: b is new and required, which breaks an older requester: it needs a new major version',
    ]);
  });

  it('is stopped by a message that is gone', () => {
    const findings = findingsSince(
      { version: '1.0', schemas: named('callback-opened', {}) },
      { version: '1.1', schemas: new Map() },
      publishedMessages,
    );
    expect(findings).toEqual(['callback-opened was removed: it needs a new major version']);
  });

  it('may add an optional field under a higher minor only', () => {
    const before = message({ a: text });
    const after = message({ a: text, b: text });
    expect(since(before, after, '1.1')).toEqual([]);
    expect(since(before, after, '1.0')).toEqual([
      'the schemas have grown since 1.0 was released: raise currentVersion in src/version.ts',
    ]);
  });

  it('may reword a description at any time', () => {
    expect(since(message({ a: text }), message({ a: { ...text, description: 'better' } }), '1.0')).toEqual(
      [],
    );
  });
});
