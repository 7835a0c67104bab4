import { describe, expect, it } from 'vitest';
import { classifyFault, faultWithout } from './fault.ts';

function serviceError(name: string, httpStatusCode: number, more: object = {}): Error {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Error('why'), { name, $fault, $metadata: { httpStatusCode }, ...more });
}

describe('classifyFault', () => {
  it.each([
    ['TaskTimedOut', 400],
    ['TaskDoesNotExist', 400],
    ['InvalidToken', 400],
    ['InvalidOutput', 400],
    ['ValidationException', 400],
    ['ConditionalCheckFailedException', 400],
  ])('takes %s for final', (name, status) => {
    expect(classifyFault(serviceError(name, status)).kind).toBe('final');
  });

  it.each([
    ['ThrottlingException', 400],
    ['ProvisionedThroughputExceededException', 400],
    ['KmsThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['SomethingNew', 429],
  ])('takes %s for throttled: nothing was done', (name, status) => {
    expect(classifyFault(serviceError(name, status)).kind).toBe('throttled');
  });

  it('believes the SDK that an error is a throttle', () => {
    expect(classifyFault(serviceError('New', 400, { $retryable: { throttling: true } })).kind).toBe(
      'throttled',
    );
  });

  it.each([
    'AccessDeniedException',
    'KmsAccessDeniedException',
    'KmsInvalidStateException',
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'ResourceNotFoundException',
  ])('takes %s for worth another try, loudly', (name) => {
    expect(classifyFault(serviceError(name, 400))).toMatchObject({ kind: 'undone', loud: true });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('takes %s for never reached', (code) => {
    expect(classifyFault(Object.assign(new Error('no'), { code }))).toMatchObject({
      kind: 'undone',
      loud: false,
    });
  });

  it.each([
    ['a 5xx', serviceError('InternalServerError', 500)],
    ['a 503 without a name', serviceError('Error', 503)],
    ['a lost connection', Object.assign(new Error('lost'), { code: 'ECONNRESET' })],
    ['a time-out', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
    ['an abort', Object.assign(new Error('stop'), { name: 'AbortError' })],
    ['a bug', new TypeError('undefined is not a function')],
    ['something that is no error', 'thrown'],
    ['null', null],
  ])('takes %s for unsure', (_, error) => {
    expect(classifyFault(error).kind).toBe('unsure');
  });
});

describe('faultWithout', () => {
  it('leaves out a message that repeats the secret, or its beginning', () => {
    const secret = 'AAAAKgAAAAIAAAAAAAAAAecret';
    expect(faultWithout(secret, new Error(`Value '${secret}'`)).message).toBe('');
    expect(faultWithout(secret, new Error(`Value '${secret.slice(0, 15)}…'`)).message).toBe('');
    expect(faultWithout(secret, new Error('not authorized')).message).toBe('not authorized');
  });
});
