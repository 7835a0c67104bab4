/** What is wrong with an expression, in DynamoDB's words, without the parameter's name in front. */
export class ExpressionError extends Error {}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const LONGEST_BYTES = 4096;
const MOST_OPERATORS = 300;

/** @throws ExpressionError */
export function checkLength(text: string): void {
  if (text === '') throw new ExpressionError('The expression can not be empty;');
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_BYTES) {
    throw new ExpressionError(
      `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
    );
  }
}

/** @throws ExpressionError */
export function checkOperators(count: number): void {
  if (count <= MOST_OPERATORS) return;
  throw new ExpressionError(
    `The expression contains too many operators; operator count: ${MOST_OPERATORS + 1}`,
  );
}

/**
 * Of several mistakes DynamoDB reports one: the first of the kind that ranks first, whatever stands first in the text.
 */
export interface Mistakes<Kind extends string> {
  note(kind: Kind, message: string): void;
  /** @throws ExpressionError */
  report(): void;
}

export function createMistakes<Kind extends string>(ranking: readonly Kind[]): Mistakes<Kind> {
  const found = new Map<Kind, string>();
  return {
    note(kind, message) {
      if (!found.has(kind)) found.set(kind, message);
    },
    report() {
      const first = ranking.find((kind) => found.has(kind));
      if (first !== undefined) throw new ExpressionError(found.get(first));
    },
  };
}
