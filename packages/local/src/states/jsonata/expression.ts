import jsonata from 'jsonata';

/** Milliseconds after which an expression is taken out of the runtime's own thread, and calls within calls that it may make. */
const OWN_THREAD = { timeout: 60, stack: 500, sequence: 100_000 };

/** An expression that is ready to be evaluated. */
export interface Compiled {
  readonly expression: jsonata.Expression;
  /** Whether it can take time that jsonata's own bounds do not see, or more of it than the runtime can wait. */
  readonly unbounded: boolean;
}

/** Regular expressions run in one go, functions of the expression itself in loops, and sorting compares one with many. */
const UNBOUNDED: ReadonlySet<unknown> = new Set(['regex', 'lambda', 'transform', 'sort']);
/** Functions that make texts of any length, or that compare or copy each element with all others. */
const UNBOUNDED_FUNCTIONS: ReadonlySet<unknown> = new Set([
  ...['pad', 'replace', 'join', 'formatNumber'],
  ...['distinct', 'spread', 'sort', 'reduce'],
]);
/** Members of a step of a path that joins or groups. */
const UNBOUNDED_MEMBERS = ['group', 'focus'];

const isUnbounded = (node: unknown): boolean => {
  if (typeof node !== 'object' || node === null) return false;
  if (node instanceof RegExp) return true;
  if (Array.isArray(node)) return node.some(isUnbounded);
  const type = 'type' in node ? node.type : undefined;
  const value = 'value' in node ? node.value : undefined;
  if (UNBOUNDED.has(type) || (type === 'variable' && UNBOUNDED_FUNCTIONS.has(value))) return true;
  if (UNBOUNDED_MEMBERS.some((member) => member in node)) return true;
  return Object.values(node).some(isUnbounded);
};

/** So many are remembered: a runtime that is up all day must not grow. */
const MOST_KNOWN = 20_000;

const known = new Map<string, Compiled | { readonly error: unknown }>();

const compile = (text: string): Compiled | { readonly error: unknown } => {
  try {
    const expression = jsonata(text, OWN_THREAD);
    return { expression, unbounded: isUnbounded(expression.ast()) };
  } catch (error) {
    return { error };
  }
};

/** Reads an expression, once for each text; throws jsonata's error. */
export const compileExpression = (text: string): Compiled => {
  const compiled = known.get(text) ?? compile(text);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, compiled);
  if ('expression' in compiled) return compiled;
  // An error of jsonata's is an object of its own making.
  throw compiled.error;
};
