import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { alternatives, type FieldTest } from './alternatives.ts';
import { type EventField, eventFields } from './event-fields.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** A compiled event pattern. */
export type EventPattern = (event: JsonObject) => boolean;

/**
 * Compiles the text of an event pattern.
 * @throws AwsError InvalidEventPatternException, in EventBridge's words
 */
export function compileEventPattern(text: string): EventPattern {
  const rules = alternatives(parsePattern(text));
  return (event) => {
    const fields = eventFields(event);
    return rules.some((tests) => holds(tests, fields, new Map()));
  };
}

function parsePattern(text: string): JsonObject {
  let pattern: Json;
  try {
    pattern = JSON.parse(text) as Json;
  } catch (error) {
    return invalidPattern(error instanceof Error ? error.message : 'not JSON');
  }
  return isJsonObject(pattern) ? pattern : invalidPattern('Filter is not an object');
}

/** Whether all tests hold, with all fields that lie in one array taken from one and the same element of it. */
function holds(
  tests: readonly FieldTest[],
  fields: ReadonlyMap<string, readonly EventField[]>,
  chosen: ReadonlyMap<number, number>,
): boolean {
  const [test, ...rest] = tests;
  if (test === undefined) return true;
  const candidates = fields.get(test.path);
  if (candidates === undefined) return test.orAbsent && holds(rest, fields, chosen);
  return candidates.some(
    ({ value, elements }) =>
      [...elements].every(([array, index]) => (chosen.get(array) ?? index) === index) &&
      test.anyOf.some((comparison) => comparison(value)) &&
      holds(rest, fields, new Map([...chosen, ...elements])),
  );
}
