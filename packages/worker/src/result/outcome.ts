import { isDeeperThan, limits, RelayError, utf8Bytes } from '@callback-relay/contract';
import { truncate } from '@callback-relay/contract/runtime';
import { answerLater } from '../handler/answer-later.ts';
import { Failure } from '../handler/failure.ts';

/** What the task is told, in a form that can be kept: the output is JSON text. */
export type Answer =
  | { readonly kind: 'succeeded'; readonly output: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

/** What came of the work: an answer, or that somebody else answers with `publishResult`. */
export type Outcome = Answer | { readonly kind: 'later' };

/**
 * The JSON text of an output.
 * @throws RelayError `contract-broken` for `undefined` (use null to say nothing) and what JSON can't hold,
 *   `output-too-large` over 262,144 bytes: the relay would have to refuse it.
 */
export function outputText(output: unknown): string {
  const text = jsonText(output);
  if (text === undefined || isDeeperThan(output, limits.jsonDepth)) {
    throw new RelayError('contract-broken', 'output: must be a JSON value (null is one, undefined is not)');
  }
  const bytes = utf8Bytes(text);
  if (bytes > limits.outputBytes) {
    throw new RelayError('output-too-large', `${bytes} bytes of JSON; the limit is ${limits.outputBytes}`);
  }
  return text;
}

/** The outcome of a handler that returned `output`: a failed one where the output can't be delivered. */
export function returned(output: unknown): Outcome {
  if (output === answerLater) return { kind: 'later' };
  try {
    return { kind: 'succeeded', output: outputText(output) };
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

function jsonText(value: unknown): string | undefined {
  try {
    // undefined, functions and symbols give undefined; BigInt and circles throw.
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
