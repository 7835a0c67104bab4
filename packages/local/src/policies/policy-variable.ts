/** The values of a condition key of the request, by its name in small letters; none, or undefined, where it is not there. */
export type ConditionValues = (key: string) => readonly string[] | undefined;

/** A test of one value of the request, beside the values that variables are replaced by. */
export type ValueTest = (given: string, values: ConditionValues) => boolean;

/** `${aws:username}`, or `${aws:username, 'guest'}` with a default; not `${*}`, `${?}` and `${$}`. */
const VARIABLE = /\$\{(?![*?$]\})([^}]*)\}/g;
const VARIABLE_PARTS = /^\s*([^,'\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;
/** The version of policies that has variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const WITH_VARIABLES = '2012-10-17';
/** Substituted texts that are kept ready. */
const MOST_KEPT = 100;

export interface TextOptions {
  /** The condition keys, in small letters, that can be evaluated. */
  readonly evaluable: ReadonlySet<string>;
  /** Called with what can't be evaluated; throws. */
  readonly refuse: (problem: string) => never;
}

/** A policy of an older version says `${…}` and means just that. */
export function escapedFor(version: string | undefined, text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: how policies write a dollar sign
  return version === WITH_VARIABLES ? text : text.replaceAll('$', '${$}');
}

/** The text with `${*}`, `${?}` and `${$}` as the characters that they stand for. */
export function unescaped(text: string): string {
  return text.replace(/\$\{([*?$])\}/g, '$1');
}

/** The text with something in the place of each variable: to check the form of a pattern. */
export const withPlaceholders = (text: string): string => text.replace(VARIABLE, 'x');

/**
 * A text of a policy as a test. The value of a variable stands for itself, also where it has a wildcard in it; a text
 * whose variable has no value matches nothing.
 * @param compile takes the text with `${*}`, `${?}` and `${$}` as they are
 */
export function compileText(
  text: string,
  { evaluable, refuse }: TextOptions,
  compile: (text: string) => (given: string) => boolean,
): ValueTest {
  const variables = [...text.matchAll(VARIABLE)].map(([written, inner = '']) => {
    const [, key, standard] = VARIABLE_PARTS.exec(inner) ?? [];
    if (key === undefined || !evaluable.has(key.toLowerCase()))
      return refuse(`policy variable ${written} can't be evaluated locally`);
    return { key: key.toLowerCase(), standard };
  });
  if (variables.length === 0) return compile(text);
  const kept = new Map<string, (given: string) => boolean>();
  return (given, values) => {
    const found = variables.map(({ key, standard }) => values(key)?.[0] ?? standard);
    if (found.includes(undefined)) return false;
    let next = 0;
    const substituted = text.replace(VARIABLE, () => escaped(found[next++] ?? ''));
    const test = kept.get(substituted) ?? compile(substituted);
    if (kept.size < MOST_KEPT) kept.set(substituted, test);
    return test(given);
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: how policies write the character itself
const escaped = (value: string): string => value.replace(/[*?$]/g, '${$&}');
