import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, tokenShapedField } from '../src/index.ts';
import type { JsonSchema } from '../src/publication/json-schema.ts';
import { type PublishedMessage, publishedMessages } from '../src/publication/published-message.ts';
import { mutated, valid } from './message-arbitrary.ts';

const folder = join(import.meta.dirname, '../schema');
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);

/** What readers do: the zod schema, and the rule on fields named like tokens. */
function readerAccepts({ schema, body }: PublishedMessage, message: unknown): boolean {
  const parsed = schema.safeParse(message);
  const own = body === 'message' ? message : (message as { detail?: unknown } | null)?.detail;
  return parsed.success && tokenShapedField(own) === undefined;
}

describe.each(publishedMessages)('$title', (published) => {
  const schema = read(`${published.name}.json`) as JsonSchema;
  const schemaAccepts = ajv.compile(schema);

  it('has an example that its JSON Schema and its reader accept', () => {
    const example = read(`examples/${published.name}.json`);
    expect(schemaAccepts(example), JSON.stringify(schemaAccepts.errors)).toBe(true);
    expect(readerAccepts(published, example)).toBe(true);
  });

  it('is accepted by its JSON Schema exactly when its reader accepts it', () => {
    const seen = { accepted: 0, refused: 0 };
    const message = valid(schema).chain((sound) =>
      fc.oneof(
        { weight: 1, arbitrary: fc.constant(sound) },
        { weight: 4, arbitrary: mutated(sound, schema) },
        { weight: 1, arbitrary: mutated(sound, schema).chain((once) => mutated(once, schema)) },
      ),
    );
    fc.assert(
      fc.property(message, (candidate) => {
        // As it comes over the wire: a value that JSON cannot carry never reaches either.
        const received: unknown = JSON.parse(JSON.stringify(candidate));
        const accepted = readerAccepts(published, received);
        seen[accepted ? 'accepted' : 'refused']++;
        expect(schemaAccepts(received)).toBe(accepted);
      }),
      { numRuns: 3_000 },
    );
    expect(seen.accepted).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(300);
  });

  it('is accepted with fields that are not known yet', () => {
    const example = read(`examples/${published.name}.json`) as { detail?: object };
    const later = {
      ...example,
      priority: 1,
      ...(example.detail && { detail: { ...example.detail, priority: 1 } }),
    };
    expect(schemaAccepts(later)).toBe(true);
    expect(readerAccepts(published, later)).toBe(true);
  });
});

describe('what JSON Schema cannot say', () => {
  const request = read('examples/request.json') as object;
  const published = publishedMessages.find(({ name }) => name === 'request');
  const schemaAccepts = ajv.compile(read('request.json') as JsonSchema);
  const refusedByTheReaderOnly = (payload: unknown) => {
    const message = { ...request, payload };
    return published !== undefined && schemaAccepts(message) && !readerAccepts(published, message);
  };

  it('is how deep user data nests, and its description says so', () => {
    const tooDeep: unknown = JSON.parse(
      `${'['.repeat(limits.jsonDepth + 1)}${']'.repeat(limits.jsonDepth + 1)}`,
    );
    expect(refusedByTheReaderOnly(tooDeep)).toBe(true);
    expect(JSON.stringify(read('request.json'))).toContain(`nested at most ${limits.jsonDepth} deep`);
  });

  it('is that a number is within the range of doubles', () => {
    expect(refusedByTheReaderOnly(JSON.parse('1e999'))).toBe(true);
  });

  it.each([
    ['request', limits.payloadBytes],
    ['callback-succeeded', limits.outputBytes],
    ['callback-heartbeat', limits.progressBytes],
  ])('is the bytes of user data, which the description of %s gives as %i', (name, bytes) => {
    expect(JSON.stringify(read(`${name}.json`))).toContain(`${bytes} bytes of UTF-8 JSON`);
  });
});
