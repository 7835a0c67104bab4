import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema.ts';

/** `older writers`: a newer reader refuses or loses what they send. `older readers`: they refuse what a newer writer may send. */
export type Hurt = 'older writers' | 'older readers';

export interface Change {
  /** Names from the message down, joined by dots; empty for the message itself. */
  readonly path: string;
  readonly what: string;
  readonly hurts: readonly Hurt[];
}

/** Say nothing of which values are accepted. */
const ANNOTATIONS = new Set(['$schema', 'title', 'description', '$comment']);
/** Compared elsewhere, field by field. */
const FIELDS = new Set(['properties', 'required', '$defs']);
/** Schemas of what is inside, compared keyword by keyword where both sides have one. */
export const NESTED: ReadonlySet<string> = new Set(['items', 'additionalProperties']);
/** Sets of what is accepted; left out, everything is. */
const CHOICES = new Set(['type', 'enum']);
/** The documented values of a field that takes others too: a minor may add some. */
const OPEN_CHOICES = 'examples';
const LOWER_LIMITS = new Set(['minLength', 'minimum', 'minItems']);
const UPPER_LIMITS = new Set(['maxLength', 'maximum', 'maxItems']);

/** The changes of a schema's own keywords, named as narrowed or widened where that is known. */
export function keywordChanges(before: JsonSchema, after: JsonSchema, path: string): readonly Change[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keywords
    .filter((keyword) => !ANNOTATIONS.has(keyword) && !FIELDS.has(keyword))
    .filter((keyword) => !(NESTED.has(keyword) && isObject(before[keyword]) && isObject(after[keyword])))
    .flatMap((keyword) => {
      const was = withoutAnnotations(before[keyword]);
      const is = withoutAnnotations(after[keyword]);
      if (isDeepStrictEqual(was, is)) return [];
      if (keyword === OPEN_CHOICES) return openChoiceChanges(was, is, path);
      if (CHOICES.has(keyword)) return choiceChanges(keyword, was, is, path);
      return [
        { path, what: `${keyword} was ${shown(was)} and is ${shown(is)}`, hurts: hurt(keyword, was, is) },
      ];
    });
}

/** Readers take values that they do not know, so one more does no harm; one that goes was sent by older writers. */
function openChoiceChanges(was: unknown, is: unknown, path: string): Change[] {
  const lost = lostChoices(was ?? [], is ?? []);
  if (lost.length === 0) return [];
  return [{ path, what: `no longer documents ${shown(lost)}`, hurts: ['older writers'] }];
}

function lostChoices(was: unknown, is: unknown): unknown[] {
  return [was].flat().filter((choice) => ![is].flat().includes(choice));
}

function choiceChanges(keyword: string, was: unknown, is: unknown, path: string): Change[] {
  if (was === undefined)
    return [{ path, what: `${keyword} is now held to ${shown(is)}`, hurts: ['older writers'] }];
  if (is === undefined)
    return [{ path, what: `${keyword} is no longer held to ${shown(was)}`, hurts: ['older readers'] }];
  const lost = lostChoices(was, is);
  const gained = lostChoices(is, was);
  const changes: Change[] = [];
  if (lost.length > 0)
    changes.push({ path, what: `${keyword} lost ${shown(lost)}`, hurts: ['older writers'] });
  if (gained.length > 0)
    changes.push({ path, what: `${keyword} gained ${shown(gained)}`, hurts: ['older readers'] });
  return changes;
}

function hurt(keyword: string, was: unknown, is: unknown): readonly Hurt[] {
  const sign = LOWER_LIMITS.has(keyword) ? 1 : UPPER_LIMITS.has(keyword) ? -1 : 0;
  // What a pattern, a format or a default of old accepts against that of today is not known: both may be hurt.
  if (sign === 0 && was !== undefined && is !== undefined) return ['older writers', 'older readers'];
  if (was === undefined) return ['older writers'];
  if (is === undefined) return ['older readers'];
  return Number(is) * sign > Number(was) * sign ? ['older writers'] : ['older readers'];
}

/** `value`, a schema or a part of one, less what says nothing of the values accepted. */
export function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([keyword]) => !ANNOTATIONS.has(keyword))
      .map(([keyword, nested]) => [keyword, withoutAnnotations(nested)]),
  );
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
