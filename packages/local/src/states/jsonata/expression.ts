import jsonata from 'jsonata';

const DELIMITED = /^\{%(.*)%\}$/s;

/** The expression inside `{% … %}`; undefined for any other string. */
export const expressionIn = (text: string): string | undefined => DELIMITED.exec(text)?.[1]?.trim();

/** Milliseconds after which an expression is taken out of the runtime's own thread, and calls within calls that it may make. */
const OWN_THREAD = { timeout: 60, stack: 500, sequence: 100_000 };

/** An expression that is ready to be evaluated. */
export interface Compiled {
  readonly expression: jsonata.Expression;
  /** Whether it can take time that jsonata's own bounds do not see, or more of it than the runtime can wait. */
  readonly unbounded: boolean;
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
}

/** Regular expressions run in one go, functions of the expression itself in loops, and these make texts of any length. */
const UNBOUNDED: ReadonlySet<string> = new Set(['regex', 'lambda', 'transform']);
const LENGTHENING: ReadonlySet<unknown> = new Set(['pad', 'replace', 'join', 'formatNumber']);

const isUnbounded = (node: unknown): boolean => {
  if (typeof node !== 'object' || node === null) return false;
  if (node instanceof RegExp) return true;
  if (Array.isArray(node)) return node.some(isUnbounded);
  const { type = '', value } = node as Node;
  if (UNBOUNDED.has(type) || (type === 'variable' && LENGTHENING.has(value))) return true;
  return Object.values(node).some(isUnbounded);
};

const known = new Map<string, Compiled>();

/** Reads an expression, once for each text; throws jsonata's error. */
export const compileExpression = (text: string): Compiled => {
  let compiled = known.get(text);
  if (!compiled) {
    const expression = jsonata(text, OWN_THREAD);
    compiled = { expression, unbounded: isUnbounded(expression.ast()) };
    known.set(text, compiled);
  }
  return compiled;
};

/** The reason why an expression cannot be parsed; undefined if it can. */
export const syntaxError = (expression: string): string | undefined => {
  try {
    compileExpression(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
