import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { awsErrorWithout, classifyAwsError, isTransient } from './aws-error.ts';

function serviceError(name: string, httpStatusCode: number, more: object = {}): Error {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Error('why'), { name, $fault, $metadata: { httpStatusCode }, ...more });
}

function networkError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code });
}

describe('classifyAwsError', () => {
  it.each([
    'TaskTimedOut',
    'TaskDoesNotExist',
    'InvalidToken',
    'InvalidOutput',
    'ValidationException',
    'ConditionalCheckFailedException',
    'MalformedDetail',
  ])('takes %s as not retryable', (name) => {
    const classified = classifyAwsError(serviceError(name, 400));
    expect(classified).toMatchObject({ kind: 'nonRetryable', name, needsOperator: false });
    expect(isTransient(classified)).toBe(false);
  });

  it.each([
    ['ThrottlingException', 400],
    ['ProvisionedThroughputExceededException', 400],
    ['KmsThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['SomethingNew', 429],
  ])('takes %s as throttled: nothing was done', (name, status) => {
    const classified = classifyAwsError(serviceError(name, status));
    expect(classified.kind).toBe('throttled');
    expect(isTransient(classified)).toBe(true);
  });

  it('takes the word of the SDK that an error is a throttle', () => {
    expect(classifyAwsError(serviceError('New', 400, { $retryable: { throttling: true } })).kind).toBe(
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
  ])('takes %s as not done, and as needing an operator', (name) => {
    const classified = classifyAwsError(serviceError(name, 400));
    expect(classified).toMatchObject({ kind: 'notDone', needsOperator: true });
    expect(isTransient(classified)).toBe(false);
  });

  it.each(['RequestTimeTooSkewed', 'TransactionConflictException'])('takes %s as not done', (name) => {
    const classified = classifyAwsError(serviceError(name, 403));
    expect(classified).toMatchObject({ kind: 'notDone', needsOperator: false });
    expect(isTransient(classified)).toBe(true);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
    'names %s by its code, and nothing was done',
    (code) => {
      expect(classifyAwsError(networkError(code))).toMatchObject({
        kind: 'notDone',
        name: code,
        needsOperator: false,
      });
    },
  );

  it('says what a refused connection to several addresses was, whose error has no message', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const thrown = await fetch(`http://localhost:${port}`).catch((error: Error) => error.cause);
    expect(classifyAwsError(thrown)).toMatchObject({
      kind: 'notDone',
      name: 'ECONNREFUSED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([
    ['a 5xx', serviceError('InternalServerError', 500)],
    ['a 503 without a name', serviceError('Error', 503)],
    ['an entry of PutEvents that failed inside', { name: 'InternalException', message: '' }],
    ['a lost connection', networkError('ECONNRESET')],
    ['a time-out', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
    ['an abort', Object.assign(new Error('stop'), { name: 'AbortError' })],
    ['a programming error', new TypeError('undefined is not a function')],
    ['something that is not an Error', 'thrown'],
    ['null', null],
  ])('takes %s as unsure', (_, error) => {
    expect(classifyAwsError(error)).toMatchObject({ kind: 'unsure', needsOperator: false });
  });
});

describe('awsErrorWithout', () => {
  it('leaves out a message that repeats the secret, or its beginning', () => {
    const secret = 'AAAAKgAAAAIAAAAAAAAAAecret';
    expect(awsErrorWithout(secret, new Error(`Value '${secret}'`)).message).toBe('');
    expect(awsErrorWithout(secret, new Error(`Value '${secret.slice(0, 15)}…'`)).message).toBe('');
    expect(awsErrorWithout(secret, new Error('not authorized')).message).toBe('not authorized');
  });
});
