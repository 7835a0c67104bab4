import {
  isDeeperThan,
  jsonLossIn,
  limits,
  RelayError,
  utf8Bytes,
  validateStandard,
} from '@callback-relay/contract';
import { truncate } from '@callback-relay/contract/runtime';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { answerLater } from '../handler/answer-later.ts';
import { Failure } from '../handler/failure.ts';

/** What the task is answered with, in a form that can be kept: the output is JSON text. */
export type Answer =
  | { readonly kind: 'succeeded'; readonly output: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

/** What came of the work: an answer, or that one comes later by `publishResult`. */
export type WorkOutcome = Answer | { readonly kind: 'later' };

/**
 * The JSON text of an output.
 * @throws RelayError `contract-broken` for what JSON can't carry in full (undefined, functions, BigInt, NaN, Map and
 *   the like, circles), with its place; `output-too-large` over `limits.outputBytes`: the relay would have to refuse it.
 */
export function outputText(output: unknown): string {
  const text = jsonText('output', output);
  const bytes = utf8Bytes(text);
  if (bytes > limits.outputBytes) {
    throw new RelayError('output-too-large', `${bytes} bytes of JSON; the limit is ${limits.outputBytes}`);
  }
  return text;
}

/** @throws RelayError `contract-broken`: see `outputText`. */
export function jsonText(name: string, value: unknown): string {
  const loss = jsonLossIn(value);
  if (loss !== undefined) {
    const at = loss.path === '' ? name : `${name}.${loss.path}`;
    const remedy = value === undefined ? ' (return null for no output)' : '';
    throw new RelayError('contract-broken', `${at}: JSON cannot carry ${loss.what}${remedy}`);
  }
  if (isDeeperThan(value, limits.jsonDepth)) {
    throw new RelayError(
      'contract-broken',
      `${name}: nests deeper than ${limits.jsonDepth} levels, or is a circle`,
    );
  }
  return JSON.stringify(value);
}

/**
 * The outcome of a handler that returned `output`: a failed one where the output can't be delivered, or breaks the
 * worker's own schema.
 */
export async function returned(output: unknown, schema?: StandardSchemaV1): Promise<WorkOutcome> {
  if (output === answerLater) return { kind: 'later' };
  try {
    const checked = schema === undefined ? { value: output } : await validateStandard(schema, output);
    if (checked.issues) return failedBy(new RelayError('output-rejected', checked.issues.join('\n')));
    return { kind: 'succeeded', output: outputText(checked.value) };
  } catch (thrown) {
    if (thrown instanceof RelayError) return failedBy(thrown);
    throw thrown;
  }
}

export function failedWith(failure: Pick<Failure, 'error' | 'cause'>): Answer {
  return {
    kind: 'failed',
    error: truncate(failure.error, limits.errorCharacters),
    cause: truncate(failure.cause, limits.causeCharacters),
  };
}

/** A refusal of ours as an outcome: its name (`CallbackRelay.…`) is the error, so that Catch can match it. */
export function failedBy(refusal: RelayError): Answer {
  return failedWith(new Failure(refusal.name, refusal.message));
}
