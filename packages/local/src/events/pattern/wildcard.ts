import { invalidPattern } from './invalid-pattern.ts';

/** A literal character, or undefined for a `*`: any run of characters, the empty one included. */
type Token = string | undefined;

/**
 * The test of a `wildcard` pattern: `*` is any run of characters, `\*` and `\\` are the characters themselves.
 * Its time is bounded by the product of the two lengths, whatever the pattern.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const tokens = tokenize(pattern);
  return (text) => matches(tokens, text);
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '*') {
      if (pattern[i + 1] === '*') invalidPattern(`Consecutive wildcard characters at pos ${i + 1}`);
      tokens.push(undefined);
    } else if (character === '\\') {
      const escaped = pattern[++i];
      if (escaped !== '*' && escaped !== '\\') invalidPattern(`Invalid escape character at pos ${i}`);
      tokens.push(escaped);
    } else {
      tokens.push(character);
    }
  }
  return tokens;
}

/** Greedy with one point to come back to: the last `*` takes one character more each time. */
function matches(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    if (token < tokens.length && tokens[token] === undefined) {
      star = token++;
      starAt = at;
    } else if (token < tokens.length && tokens[token] === text[at]) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (token < tokens.length && tokens[token] === undefined) token++;
  return token === tokens.length;
}
