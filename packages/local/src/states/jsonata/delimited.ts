const DELIMITED = /^\{%(.*)%\}$/s;

/** The expression inside `{% … %}`; undefined for any other string. */
export const expressionIn = (text: string): string | undefined => DELIMITED.exec(text)?.[1]?.trim();

/** Characters from which on an expression is read in a thread: the runtime's own would be held for too long. */
const LONG_EXPRESSION = 50_000;

export const isLong = (expression: string): boolean => expression.length > LONG_EXPRESSION;
