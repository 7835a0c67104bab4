import { errorMessage } from '../../foundation/error-message.ts';
import { isNestedDeeper } from '../../foundation/json/json-depth.ts';
import { atOnce, type Steps } from '../../foundation/steps.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { alternatives } from './alternatives.ts';
import { type EventScope, eventScope } from './event-fields.ts';
import { createFieldMatching } from './field-matching.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** A compiled event pattern. */
export type EventPattern = (event: JsonObject) => boolean;

/**
 * Compiles the text of an event pattern.
 * @throws AwsError InvalidEventPatternException, in EventBridge's words
 */
export function compileEventPattern(text: string): EventPattern {
  const rules = alternatives(parsePattern(text));
  return (event) => createFieldMatching(scopeOf(event))(rules);
}

/** Takes a large event apart in steps, before patterns look at it. */
export function* takeApart(event: JsonObject): Steps<void> {
  if (!scopes.has(event)) scopes.set(event, yield* eventScope(event));
}

/** An event is taken apart once, however many rules look at it. */
const scopes = new WeakMap<JsonObject, EventScope>();

function scopeOf(event: JsonObject): EventScope {
  const known = scopes.get(event);
  if (known !== undefined) return known;
  const scope = atOnce(eventScope(event));
  scopes.set(event, scope);
  return scope;
}

/** Levels; a pattern of 4,096 characters that is deeper names no field that an event has. */
const DEEPEST = 500;

function parsePattern(text: string): JsonObject {
  let pattern: Json;
  if (isNestedDeeper(text, DEEPEST)) return invalidPattern(`nested deeper than ${DEEPEST} levels`);
  try {
    pattern = parseJson(text);
  } catch (error) {
    return invalidPattern(errorMessage(error));
  }
  return isJsonObject(pattern) ? pattern : invalidPattern('Filter is not an object');
}
