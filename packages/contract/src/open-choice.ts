import * as z from 'zod/mini';

/** A value of today, or one that a later minor version brings. */
export type OpenChoice<Known extends string> = Known | (string & {});

/**
 * A field with documented values to which a minor version may add: readers of an older one must not stumble over
 * what they do not know, so it is no enum. JSON Schema shows the documented values as `examples`, and the check
 * before a release refuses to lose one.
 */
export function openChoice<const Known extends string>(
  known: readonly Known[],
  form: RegExp,
  description: string,
): z.ZodMiniType<OpenChoice<Known>, OpenChoice<Known>> {
  return z.string().check(z.regex(form), z.meta({ description, examples: [...known] })) as never;
}
