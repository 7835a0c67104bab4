import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';
import { type EventPath, isOptional } from './key-template.ts';

/** EventBridge, PutRule: characters of a pattern. */
const PATTERN_CHARACTERS = 2_048;

type Fields = Readonly<Record<string, unknown>>;

/** The pattern, for events that have all of these fields. */
export function withFields(
  scope: IConstruct,
  pattern: EventPattern,
  fields: readonly EventPath[],
): EventPattern {
  const merged = fields.filter(isOptional).reduce((all, field) => required(scope, all, field, true), pattern);
  return checkedLength(scope, merged);
}

/**
 * Patterns for events that lack one of the fields: of each the events that have those before it, so that no event matches
 * two. A field that the pattern speaks of itself is there in every event that it matches.
 */
export function withoutField(
  scope: IConstruct,
  pattern: EventPattern,
  fields: readonly EventPath[],
): EventPattern[] {
  return fields.filter(isOptional).flatMap((field, at, all) => {
    if (spokenOf(pattern, field.names) !== undefined) return [];
    const earlier = all.slice(0, at).reduce((so, each) => required(scope, so, each, true), pattern);
    return [checkedLength(scope, required(scope, earlier, field, false))];
  });
}

function required(
  scope: IConstruct,
  pattern: EventPattern,
  { names }: EventPath,
  exists: boolean,
): EventPattern {
  const matchers = spokenOf(pattern, names);
  if (matchers === undefined) return placed(pattern as Fields, names, [{ exists }]) as EventPattern;
  if (Array.isArray(matchers) && !JSON.stringify(matchers).includes('"exists":false')) return pattern;
  throw validationError(scope, {
    problem:
      'the event pattern matches events without a field that the key is made of, or looks into that field',
    given: matchers,
    remedy: 'take that out of the pattern, or make the key of another field',
  });
}

function spokenOf(pattern: unknown, names: readonly string[]): unknown {
  let at: unknown = pattern;
  for (const name of names) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as Fields)[name];
  }
  return at;
}

function placed(fields: Fields, [name = '', ...rest]: readonly string[], matchers: unknown): Fields {
  if (rest.length === 0) return { ...fields, [name]: matchers };
  return { ...fields, [name]: placed((fields[name] ?? {}) as Fields, rest, matchers) };
}

function checkedLength(scope: IConstruct, pattern: EventPattern): EventPattern {
  const { length } = JSON.stringify(pattern);
  if (length <= PATTERN_CHARACTERS) return pattern;
  throw validationError(scope, {
    problem: `with the check of its key, the event pattern is longer than the ${PATTERN_CHARACTERS} characters that EventBridge takes`,
    given: `${length} characters`,
    remedy: 'match less in the pattern, or split it into two mappings',
  });
}
