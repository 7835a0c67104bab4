export type TextPattern = (text: string) => boolean;

/** `*` is any run of characters, `?` any one character; `${*}`, `${?}` and `${$}` are those characters themselves. */
export function textPattern(pattern: string, { ignoreCase = false } = {}): TextPattern {
  if (PLAIN.test(pattern)) return equalTo(pattern, ignoreCase);
  const source = pattern.replace(/\$\{([*?$])\}|[*?]|[\\^$.|+()[\]{}]/g, (part, literal?: string) => {
    if (literal !== undefined) return `\\${literal}`;
    if (part === '*') return '[^]*';
    return part === '?' ? '[^]' : `\\${part}`;
  });
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
  return (text) => expression.test(text);
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
  return (arn) => {
    const given = arnParts(arn);
    return given.length === PARTS && patterns.every((matches, index) => matches(given[index] ?? ''));
  };
}

export function isArnPattern(pattern: string): boolean {
  return arnParts(pattern).length === PARTS || pattern.endsWith('*');
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}
