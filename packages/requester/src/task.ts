import {
  encodeBusinessKey,
  isDeeperThan,
  limits,
  RelayError,
  utf8Bytes,
  validate,
} from '@callback-relay/contract';
import { type OpenCallbackInput, openCallbackInputSchema } from './open-callback-input.ts';

/**
 * What a task state asked for, checked before anything is written.
 * @throws RelayError `json-too-deep`, `payload-too-large`, `token-shaped-field` (the payload holds the task token),
 * `correlation-id-malformed` (the business key is too long) or `contract-broken`. No message repeats a value of the input, because one of them is a secret.
 */
export function taskOf(input: unknown): OpenCallbackInput {
  if (isDeeperThan(input, limits.jsonDepth)) throw new RelayError('json-too-deep');
  const parsed = validate(openCallbackInputSchema, input, 'input');
  if (parsed.issues) throw new RelayError('contract-broken', parsed.issues.join('; '));
  const { requestQueueUrl, businessKey, payload, taskToken } = parsed.value;
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
  if (businessKey === undefined) return parsed.value;
  return { ...parsed.value, businessKey: encodeBusinessKey(businessKey) };
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
