import { kept } from '../foundation/kept.ts';

export type TextPattern = (text: string) => boolean;

/**
 * `*` is any run of characters, `?` any one character; `${*}`, `${?}` and `${$}` are those characters themselves. A
 * text takes time by the product of both lengths at most.
 */
export function textPattern(pattern: string, { ignoreCase = false } = {}): TextPattern {
  if (PLAIN.test(pattern)) return equalTo(pattern, ignoreCase);
  const runs = runsOf(pattern);
  const flags = ignoreCase ? 'iu' : 'u';
  if (runs.length <= 2) {
    const whole = new RegExp(`^${runs.join('[^]*')}$`, flags);
    return (text) => whole.test(text);
  }
  // With more wildcards an expression of all of it would try every way to share the text out among them.
  const expressions = runs.map(
    (run, at) => new RegExp(at === runs.length - 1 ? `${run}$` : run, `g${flags}`),
  );
  return (text) => areInOrder(expressions, text);
}

/** The runs between the wildcards `*`, as regular expressions. */
function runsOf(pattern: string): string[] {
  const runs = [''];
  for (const [part, literal] of pattern.matchAll(/\$\{([*?$])\}|./gsu)) {
    if (part === '*') runs.push('');
    else runs.push(`${runs.pop()}${part === '?' ? '[^]' : escaped(literal ?? part)}`);
  }
  return runs;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.|?*+()[\]{}/]/, '\\$&');
}

/** Whether the text begins with the first, ends with the last, and has the others between: each as early as it can be. */
function areInOrder(expressions: readonly RegExp[], text: string): boolean {
  let from = 0;
  for (const [at, expression] of expressions.entries()) {
    expression.lastIndex = from;
    const found = expression.exec(text);
    if (found === null || (at === 0 && found.index > 0)) return false;
    from = found.index + found[0].length;
  }
  return true;
}

/** Without a wildcard or a variable, as most actions and ARNs are: every call is held against many of them. */
const PLAIN = /^[!-#%-)+->@-~]*$/;

function equalTo(wanted: string, ignoreCase: boolean): TextPattern {
  if (!ignoreCase) return (text) => text === wanted;
  const small = wanted.toLowerCase();
  return (text) => text.length === small.length && text.toLowerCase() === small;
}

/** Parts of an ARN; the last may hold colons itself. */
const PARTS = 6;

/**
 * As IAM compares ARNs; `*` alone is everything. Otherwise: each of the six parts for itself, so that a wildcard does not reach over a colon of the
 * first five. An incomplete ARN that ends in `*` is completed by wildcards; any other matches nothing.
 */
export function arnPattern(pattern: string): TextPattern {
  if (pattern === '*') return () => true;
  const parts = arnParts(pattern);
  if (!isArnPattern(pattern)) return () => false;
  const patterns = [...parts, ...Array<string>(PARTS - parts.length).fill('*')].map((part) =>
    textPattern(part),
  );
  return kept((arn) => {
    const given = arnParts(arn);
    return given.length === PARTS && patterns.every((matches, index) => matches(given[index] ?? ''));
  });
}

export function isArnPattern(pattern: string): boolean {
  return arnParts(pattern).length === PARTS || pattern.endsWith('*');
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}
