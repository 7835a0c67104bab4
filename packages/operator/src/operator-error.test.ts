import { describe, expect, it } from 'vitest';
import { attempt, OperatorError, operatorError } from './operator-error.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('as AWS says'), { name, ...more });

describe('what kept an operation from being done', () => {
  it.each([
    ['credentials', named('CredentialsProviderError')],
    ['credentials', named('ExpiredTokenException')],
    ['credentials', named('UnrecognizedClientException')],
    ['access-denied', named('AccessDeniedException')],
    ['access-denied', named('AccessDenied')],
    ['endpoint-down', named('Error', { code: 'ECONNREFUSED' })],
    ['endpoint-down', named('TimeoutError')],
    ['stage-missing', named('ResourceNotFoundException')],
    ['stage-missing', named('AWS.SimpleQueueService.NonExistentQueue')],
    ['aws', named('ThrottlingException')],
  ])('is %s', (code, error) => {
    expect(operatorError(error, 'listing what waits')).toMatchObject({ code });
    expect(operatorError(error, 'listing what waits').message).toMatch(/^listing what waits: /);
  });

  it('stays as it is where it is one of ours', async () => {
    const ours = new OperatorError('not-found', 'no such callback');
    await expect(attempt('reading', () => Promise.reject(ours))).rejects.toBe(ours);
  });
});
