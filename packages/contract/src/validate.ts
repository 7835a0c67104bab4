import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/** A value that a schema accepts, or what is wrong with it: one line an issue, the path to the field first. */
export type Validated<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly string[] };

/**
 * zod/mini has no words of its own, and says "Invalid input" of everything. They are given by call, so that no setting
 * of the host's zod is touched; a host that has chosen a language keeps it.
 */
export function wordsOf(): z.core.ParseContext<z.core.$ZodIssue> {
  const error = z.config().localeError ?? english.localeError;
  return { error: error as z.core.$ZodErrorMap };
}

const english = en();

/**
 * Holds `value` to a schema. Issues name fields and what was expected, and never the values given. `whole` is what an
 * issue with the value itself has for a path; left out, it has none.
 */
export function validate<T>(schema: z.core.$ZodType<T>, value: unknown, whole?: string): Validated<T> {
  const parsed = z.safeParse(schema, value, wordsOf());
  if (parsed.success) return { value: parsed.data };
  return { issues: parsed.error.issues.map((issue) => issueText(issue, whole)) };
}

/** An issue of any schema library (Standard Schema): its path, a colon, and its message. */
export function issueText(
  { path = [], message }: { readonly path?: readonly unknown[] | undefined; readonly message: string },
  whole?: string,
): string {
  const at = path.length === 0 ? whole : path.map(keyOf).join('.');
  return at === undefined ? message : `${at}: ${message}`;
}

/** A segment of a path is a key, or an object that has one. */
function keyOf(segment: unknown): string {
  return typeof segment === 'object' && segment !== null && 'key' in segment
    ? String(segment.key)
    : String(segment);
}
