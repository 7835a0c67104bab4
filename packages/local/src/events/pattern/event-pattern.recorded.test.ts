import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { compileEventPattern } from './event-pattern.ts';

interface RecordedCase {
  readonly name: string;
  readonly expect: 'match' | 'no match' | 'invalid';
  readonly event: JsonObject;
  readonly pattern: JsonObject;
}

const recordings = fileURLToPath(
  new URL('../../../../../../shared/fidelity/event-patterns.json', import.meta.url),
);
const present = existsSync(recordings);
if (!present) console.warn(`skipped: AWS's recorded answers about event patterns are not at ${recordings}`);
const cases = present
  ? (JSON.parse(readFileSync(recordings, 'utf8')) as { cases: RecordedCase[] }).cases
  : [];

function answer({ pattern, event }: RecordedCase): RecordedCase['expect'] {
  try {
    return compileEventPattern(JSON.stringify(pattern))(event) ? 'match' : 'no match';
  } catch {
    return 'invalid';
  }
}

describe.skipIf(!present)("event patterns get AWS's recorded answers", () => {
  test.each(cases)('$name: $expect', (recorded) => {
    expect(answer(recorded)).toBe(recorded.expect);
  });

  test('all 97 recordings are read', () => {
    expect(cases).toHaveLength(97);
  });
});
