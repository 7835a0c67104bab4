import { stateFailed } from '../errors/failure.ts';
import { type Json, parseJson } from '../json.ts';
import { type Cursor, skipSpace, take } from '../paths/cursor.ts';
import { parsePath, readPathText } from '../paths/parse-path.ts';

export type Expression = Call | PathExpression | { readonly kind: 'literal'; readonly value: Json };

export interface Call {
  readonly kind: 'call';
  /** As `States.Format`. */
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface PathExpression {
  readonly kind: 'path';
  readonly path: string;
}

const broken = (cursor: Cursor, expected: string) =>
  stateFailed(
    'States.IntrinsicFailure',
    `Invalid intrinsic function '${cursor.text}': expected ${expected} at position ${cursor.at}`,
  );

/** `'…'`, where a backslash escapes quotes, braces and itself, and nothing else; the latter two stay escaped until it is known whose they are. */
const readString = (cursor: Cursor): Expression | undefined => {
  const quoted = take(cursor, /'((?:[^'\\]|\\['{}\\])*)'/y);
  if (quoted === undefined) return undefined;
  const value = (quoted[1] ?? '').replace(/\\(['\\])/g, (pair, char) => (char === "'" ? char : pair));
  return { kind: 'literal', value };
};

const readScalar = (cursor: Cursor): Expression | undefined => {
  const found = take(cursor, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y);
  return found === undefined ? undefined : { kind: 'literal', value: parseJson(found[0]) };
};

const readPath = (cursor: Cursor): Expression | undefined =>
  cursor.text[cursor.at] === '$' ? { kind: 'path', path: readPathText(cursor) } : undefined;

const readArguments = (cursor: Cursor): Expression[] => {
  const args: Expression[] = [];
  skipSpace(cursor);
  if (take(cursor, /\)/y)) return args;
  do {
    args.push(readExpression(cursor));
    skipSpace(cursor);
  } while (take(cursor, /,/y));
  if (!take(cursor, /\)/y)) throw broken(cursor, `',' or ')'`);
  return args;
};

/** Only the template of States.Format tells an escaped brace from a place for a value. */
const unescapeArgument =
  (name: string) =>
  (arg: Expression, index: number): Expression =>
    arg.kind === 'literal' && typeof arg.value === 'string' && !(name === 'States.Format' && index === 0)
      ? { kind: 'literal', value: arg.value.replace(/\\([{}\\])/g, '$1') }
      : arg;

const readCall = (cursor: Cursor): Expression | undefined => {
  const name = take(cursor, /States\.[A-Za-z0-9]+/y)?.[0];
  if (name === undefined) return undefined;
  skipSpace(cursor);
  if (!take(cursor, /\(/y)) throw broken(cursor, `'('`);
  return { kind: 'call', name, args: readArguments(cursor).map(unescapeArgument(name)) };
};

const readExpression = (cursor: Cursor): Expression => {
  skipSpace(cursor);
  const found = readString(cursor) ?? readScalar(cursor) ?? readPath(cursor) ?? readCall(cursor);
  if (!found) throw broken(cursor, 'a value');
  return found;
};

const checkedPath = (text: string): string => {
  parsePath(text);
  return text;
};

const parse = (text: string): Expression => {
  if (text.startsWith('$')) return { kind: 'path', path: checkedPath(text) };
  const cursor: Cursor = { text, at: 0 };
  const expression = readExpression(cursor);
  skipSpace(cursor);
  if (cursor.at < text.length || expression.kind === 'literal') throw broken(cursor, 'a path or a function');
  return expression;
};

const known = new Map<string, Expression>();

/** The text of a `.$` field: a path or an intrinsic function; throws States.IntrinsicFailure if it is neither. */
export const parseExpression = (text: string): Expression => {
  let expression = known.get(text);
  if (!expression) {
    expression = parse(text);
    known.set(text, expression);
  }
  return expression;
};
