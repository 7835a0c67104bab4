import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** EventBridge, PutRule: characters of a pattern. */
const PATTERN_CHARACTERS = 2_048;

const KEY_CHARACTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/@+=~-'];

/** Matches a field that is a string and begins as business keys do: not empty, no number, no null. */
export const keyLike: readonly unknown[] = KEY_CHARACTERS.map((prefix) => ({ prefix }));

/** Matches what `keyLike` does not: another value, or no value at all. */
export const notKeyLike: readonly unknown[] = [
  { exists: false },
  { 'anything-but': { prefix: KEY_CHARACTERS } },
];

type Detail = Readonly<Record<string, unknown>>;

/**
 * The pattern, with what the field at `path` must match besides.
 * @throws Error when the pattern already says something of that field, or becomes longer than EventBridge takes.
 */
export function withField(
  scope: IConstruct,
  pattern: EventPattern,
  path: readonly string[],
  matches: readonly unknown[],
): EventPattern {
  const [, ...names] = path;
  const merged = { ...pattern, detail: placed(scope, pattern.detail ?? {}, names, matches) };
  const { length } = JSON.stringify(merged);
  if (length <= PATTERN_CHARACTERS) return merged;
  throw validationError(scope, {
    problem: `with the check of its key, the event pattern is longer than the ${PATTERN_CHARACTERS} characters that EventBridge takes`,
    given: `${length} characters`,
    remedy: 'match less in the pattern, or split it into two mappings',
  });
}

function placed(
  scope: IConstruct,
  detail: Detail,
  [name = '', ...rest]: readonly string[],
  matches: readonly unknown[],
): Detail {
  const there = detail[name];
  if (rest.length > 0 && (there === undefined || isDetail(there))) {
    return { ...detail, [name]: placed(scope, there ?? {}, rest, matches) };
  }
  if (there === undefined) return { ...detail, [name]: matches };
  throw validationError(scope, {
    problem:
      "the event pattern already matches the field that the key is made of, and a field's matches are alternatives",
    given: { [name]: there },
    remedy: 'leave that field out of the pattern: the mapping matches it for being a usable key',
  });
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
