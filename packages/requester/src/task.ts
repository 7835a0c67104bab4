import { attemptOf } from '@callback-relay/callbacks-table';
import {
  encodeBusinessKey,
  isDeeperThan,
  limits,
  RelayError,
  utf8Bytes,
  validate,
} from '@callback-relay/contract';
import { type OpenCallbackInput, openCallbackInputSchema } from './open-callback-input.ts';

/** What a task state asked for, its business key as it stands in a correlation ID. */
export interface Task extends Omit<OpenCallbackInput, 'businessKey'> {
  readonly businessKey?: string;
}

/** The number of its attempt, over retries and redrives. */
export function attemptOfTask({ redriveCount, retryCount }: Task): number {
  return attemptOf({ redriveCount: redriveCount ?? 0, retryCount });
}

/**
 * What a task state asked for, checked before anything is written.
 * @throws RelayError `json-too-deep`, `payload-too-large`, `token-shaped-field` (the payload holds the task token),
 * `correlation-id-malformed` (the business key is too long, or a number whose last digits are lost) or `contract-broken`. No message repeats a value of the input, because one of them is a secret.
 */
export function taskOf(input: unknown): Task {
  if (isDeeperThan(input, limits.jsonDepth)) throw new RelayError('json-too-deep');
  const parsed = validate(openCallbackInputSchema, input, 'input');
  if (parsed.issues) throw new RelayError('contract-broken', parsed.issues.join('; '));
  const { businessKey, ...task } = parsed.value;
  const { requestQueueUrl, payload, taskToken } = task;
  if (requestQueueUrl === undefined && payload !== undefined) {
    throw new RelayError('contract-broken', 'requestQueueUrl: required where a payload is given');
  }
  if (requestQueueUrl !== undefined && payload === undefined) {
    throw new RelayError(
      'contract-broken',
      'payload: required where a requestQueueUrl is given (null is one)',
    );
  }
  if (requestQueueUrl === undefined && businessKey === undefined) {
    throw new RelayError(
      'contract-broken',
      'businessKey: required where no requestQueueUrl is given, because no publisher would learn of another ID',
    );
  }
  assertPayload(JSON.stringify(payload ?? null), taskToken);
  return businessKey === undefined ? task : { ...task, businessKey: encodedKey(businessKey) };
}

/** Significant digits that every number of JSON keeps as it is read. */
const EXACT_DIGITS = 15;

function encodedKey(key: string | number): string {
  const text = String(key);
  if (
    Number.isInteger(key) &&
    !Number.isSafeInteger(key) &&
    text.replace(/e.*|\D/g, '').length > EXACT_DIGITS
  ) {
    throw new RelayError(
      'correlation-id-malformed',
      'businessKey: a number beyond 9,007,199,254,740,991, whose last digits are lost as it is read; give it as text',
    );
  }
  return encodeBusinessKey(text);
}

function assertPayload(payload: string, taskToken: string): void {
  const bytes = utf8Bytes(payload);
  if (bytes > limits.payloadBytes) {
    throw new RelayError('payload-too-large', `${bytes} bytes of ${limits.payloadBytes}`);
  }
  // As JSON, because a token may hold characters that JSON escapes.
  if (payload.includes(JSON.stringify(taskToken).slice(1, -1))) {
    throw new RelayError('token-shaped-field', 'the payload holds the task token itself');
  }
}
