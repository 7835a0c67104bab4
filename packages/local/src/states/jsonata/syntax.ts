import { errorMessage } from '../../foundation/error-message.ts';
import { onFirstUse } from '../../foundation/first-use.ts';
import { isStepDue, type Steps } from '../../foundation/steps.ts';
import { isObject, type Json } from '../json.ts';
import { expressionIn, isLong } from './delimited.ts';

/** Says why an expression cannot be parsed; undefined if it can. */
export type ParseElsewhere = (expression: string) => Promise<string | undefined>;

/** What reads expressions: few definitions have any. */
const reader = onFirstUse(() => import('./expression.ts'));

/** What came of long expressions, the latest of them. */
const parsed = new Map<string, string | undefined>();
const MOST_PARSED = 20;

/** The reason why an expression cannot be parsed; undefined if it can. {@link parseExpressions} has seen it before. */
export const syntaxError = (expression: string): string | undefined => {
  if (parsed.has(expression)) return parsed.get(expression);
  const loaded = reader.loaded();
  if (loaded === undefined) throw new Error('no expression was parsed before');
  try {
    loaded.compileExpression(expression);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
};

/** Parses all expressions in a value, a step for each: a definition may have thousands. {@link syntaxError} then knows them. */
export function* parseExpressions(value: Json, elsewhere: ParseElsewhere): Steps<void> {
  if (typeof value === 'string') yield* parseText(value, elsewhere);
  else if (Array.isArray(value)) {
    for (const item of value) yield* parseExpressions(item, elsewhere);
  } else if (isObject(value)) {
    for (const member of Object.values(value)) yield* parseExpressions(member, elsewhere);
  }
  if (isStepDue()) yield;
}

function* parseText(text: string, elsewhere: ParseElsewhere): Steps<void> {
  const expression = expressionIn(text);
  if (expression === undefined) return;
  if (isLong(expression)) {
    if (!parsed.has(expression))
      yield elsewhere(expression).then((error) => {
        if (parsed.size >= MOST_PARSED) parsed.clear();
        parsed.set(expression, error);
      });
  } else {
    if (reader.loaded() === undefined) yield Promise.resolve(reader());
    syntaxError(expression);
    yield;
  }
}
