import { ExpressionError } from './expression-error.ts';

export interface Token {
  /** `word` is a bare name, `name` begins with #, `value` with a colon. */
  readonly kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const pattern =
  /\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>[0-9]+)|(?<symbol><>|<=|>=|[^\s]))/uy;

/** A cursor over an expression's tokens. */
export interface Tokens {
  readonly current: Token;
  /** Goes on by one token, and gives back the one that it leaves. */
  next(): Token;
  isEnd(): boolean;
  isSymbol(text: string): boolean;
  /** Whether it stands at a keyword, in any case. */
  isWord(keyword: string): boolean;
  /** Whether it stands at a name that a parenthesis follows. */
  isCall(): boolean;
  /** Goes on if it stands at this symbol. */
  take(symbol: string): boolean;
  /** @throws ExpressionError where it stands at anything else */
  expect(symbol: string): void;
  /** A syntax error at the current token, with its neighbours. */
  unexpected(): ExpressionError;
}

export function tokenize(text: string): Tokens {
  const tokens = [...readTokens(text)];
  let at = 0;
  const current = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw new RangeError('Read beyond the end of an expression.');
    return token;
  };
  const isSymbol = (symbol: string) => current().kind === 'symbol' && current().text === symbol;

  function unexpected(): ExpressionError {
    const { text: token, start, end } = current();
    const from = tokens[at - 1]?.start ?? start;
    const to = tokens[at + 1]?.end ?? end;
    return new ExpressionError(`Syntax error; token: "${token}", near: "${text.slice(from, to)}"`);
  }

  return {
    get current() {
      return current();
    },
    next() {
      const token = current();
      if (token.kind !== 'end') at += 1;
      return token;
    },
    isEnd: () => current().kind === 'end',
    isSymbol,
    isWord: (keyword) => current().kind === 'word' && current().text.toUpperCase() === keyword,
    isCall: () => current().kind === 'word' && tokens[at + 1]?.text === '(',
    take(symbol) {
      if (!isSymbol(symbol)) return false;
      at += 1;
      return true;
    },
    expect(symbol) {
      if (!isSymbol(symbol)) throw unexpected();
      at += 1;
    },
    unexpected,
  };
}

function* readTokens(text: string): Generator<Token> {
  pattern.lastIndex = 0;
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [kind, token] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) as [
      Exclude<Token['kind'], 'end'>,
      string,
    ];
    end = pattern.lastIndex;
    yield { kind, text: token, start: end - token.length, end };
  }
  yield { kind: 'end', text: '<EOF>', start: end, end };
}
