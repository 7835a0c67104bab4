/** The characters of a pattern; undefined is an asterisk that stands for any number of them. */
const partsOf = (pattern: string): (string | undefined)[] =>
  [...pattern.matchAll(/\\([*\\])|(.)/gs)].map(([, escaped, char]) =>
    escaped === undefined && char === '*' ? undefined : (escaped ?? char),
  );

/**
 * Whether a text matches a pattern: `*` stands for any characters, `\*` for an asterisk, `\\` for a backslash. Takes
 * time by the product of both lengths at most: after a mismatch only the last asterisk takes one more character.
 */
export const matchesWildcards = (text: string, pattern: string): boolean => {
  const parts = partsOf(pattern);
  let [at, next] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < text.length) {
    if (next < parts.length && parts[next] === undefined) {
      star = next++;
      resume = at;
    } else if (next < parts.length && parts[next] === text[at]) {
      next += 1;
      at += 1;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  return parts.slice(next).every((part) => part === undefined);
};
