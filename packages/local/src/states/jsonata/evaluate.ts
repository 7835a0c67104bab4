import { type Json, plainJson } from '../json.ts';
import { type Outside, stepFunctionsBindings } from './bindings.ts';
import { isLong } from './delimited.ts';
import { compileExpression } from './expression.ts';
import { type Evaluation, evaluationError, evaluationOf, isOverBounds } from './result.ts';
import type { EvaluationThreads } from './threads.ts';
import { queryError } from './wrong-type.ts';

/** What expressions are evaluated with. */
export interface Evaluator {
  readonly outside: Outside;
  /** Where an expression goes that could hold the runtime. */
  readonly threads: EvaluationThreads;
}

export type Bindings = Readonly<Record<string, unknown>>;

/** The end of the evaluations in this thread: side by side, each would seem to take the time of all. */
let last: Promise<unknown> = Promise.resolve();

const inThisThread = (text: string, bindings: Bindings, outside: Outside): Promise<Evaluation> => {
  const evaluated = last.then(() => evaluateNow(text, bindings, outside));
  last = evaluated;
  return evaluated;
};

const evaluateNow = async (text: string, bindings: Bindings, outside: Outside): Promise<Evaluation> => {
  try {
    const { expression } = compileExpression(text);
    return evaluationOf(await expression.evaluate({}, { ...stepFunctionsBindings(outside), ...bindings }));
  } catch (error) {
    return evaluationError(error);
  }
};

const evaluation = async (
  text: string,
  bindings: Bindings,
  { outside, threads }: Evaluator,
): Promise<Evaluation> => {
  const elsewhere = () => threads.evaluate({ text, bindings: JSON.stringify(bindings), now: outside.now() });
  if (isLong(text) || compileExpression(text).unbounded) return elsewhere();
  const first = await inThisThread(text, bindings, outside);
  // It takes longer than this thread can wait: nothing that it did is left, so it may be done once more.
  return isOverBounds(first) ? elsewhere() : first;
};

const REASONS: Readonly<Record<'nothing' | 'unsupported' | 'too-large', string>> = {
  nothing: 'returned nothing (undefined).',
  unsupported: 'returned an unsupported result type.',
  'too-large': 'returned a result with a size exceeding the maximum number of bytes service limit.',
};

const reasonOf = (result: Exclude<Evaluation, { kind: 'value' }>): string =>
  result.kind === 'error'
    ? `threw an error during evaluation. ${result.code ? `${result.code}: ` : ''}${result.message}`
    : REASONS[result.kind];

/** Evaluates an expression with `$states` and the variables; throws States.QueryEvaluationError. */
export const evaluateJsonata = async (
  expression: string,
  bindings: Bindings,
  location: string,
  evaluator: Evaluator,
): Promise<Json> => {
  const result = await evaluation(expression, bindings, evaluator);
  if (result.kind === 'value') return plainJson(result.text);
  throw queryError(
    `The JSONata expression '${expression}' specified for the field '${location}' ${reasonOf(result)}`,
    location,
  );
};
