import { invalidPattern } from './invalid-pattern.ts';

/**
 * The test of a `wildcard` pattern: `*` is any run of characters, `\*` and `\\` are the characters themselves.
 * Its time grows with the sum of the two lengths, whatever the pattern.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const [first = '', ...others] = literals(pattern);
  if (others.length === 0) return (text) => text === first;
  const last = others.pop() ?? '';
  const finders = others.map(finder);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const find of finders) {
      at = find(text, at);
      if (at < 0 || at > end) return false;
    }
    return true;
  };
}

/** What stands before, between and after the `*`. */
function literals(pattern: string): string[] {
  const found = [''];
  const append = (character: string) => found.push(`${found.pop()}${character}`);
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? '';
    if (character === '*') {
      if (pattern[i + 1] === '*') invalidPattern(`Consecutive wildcard characters at pos ${i + 1}`);
      found.push('');
    } else if (character === '\\') {
      const escaped = pattern[++i];
      if (escaped !== '*' && escaped !== '\\') return invalidPattern(`Invalid escape character at pos ${i}`);
      append(escaped);
    } else {
      append(character);
    }
  }
  return found;
}

/** Finds the end of the literal's first place from `from` on, by Knuth, Morris and Pratt; -1 where there is none. */
function finder(literal: string): (text: string, from: number) => number {
  const borders = bordersOf(literal);
  /** How much of the literal is matched after one character more. */
  const next = (matched: number, character: string | undefined): number => {
    let border = matched;
    while (border > 0 && character !== literal[border]) border = borders[border - 1] ?? 0;
    return character === literal[border] ? border + 1 : 0;
  };
  return (text, from) => {
    let matched = 0;
    let at = from;
    while (at < text.length && matched < literal.length) matched = next(matched, text[at++]);
    return matched === literal.length ? at : -1;
  };
}

/** For each beginning of the literal, the length of the longest shorter beginning that it ends with. */
function bordersOf(literal: string): number[] {
  const borders = [0];
  for (let at = 1; at < literal.length; at++) {
    let border = borders[at - 1] ?? 0;
    while (border > 0 && literal[at] !== literal[border]) border = borders[border - 1] ?? 0;
    borders.push(literal[at] === literal[border] ? border + 1 : 0);
  }
  return borders;
}
