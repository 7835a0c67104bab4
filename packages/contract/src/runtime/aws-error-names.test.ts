import { describe, expect, it } from 'vitest';
import { isTransientName, operatorNames, retriedErrors } from './aws-error-names.ts';

describe('the names of errors', () => {
  it('has the ways in which an invocation fails that says nothing about the work', () => {
    expect(retriedErrors).toEqual(
      expect.arrayContaining([
        'Lambda.TooManyRequestsException',
        'Lambda.Unknown',
        'Runtime.ExitError',
        'Runtime.OutOfMemory',
        'Sandbox.Timedout',
        'Error',
        'InternalException',
        'InternalFailure',
        'ServiceUnavailableException',
        'ThrottledException',
        'RequestThrottledException',
        'KmsThrottlingException',
        'RequestTimeTooSkewed',
        'TransactionConflictException',
      ]),
    );
    expect(new Set(retriedErrors).size).toBe(retriedErrors.length);
  });

  it('never retries what the worker or an operator must answer for', () => {
    for (const name of ['States.Timeout', 'States.ALL', 'States.TaskFailed', ...operatorNames]) {
      expect(retriedErrors).not.toContain(name);
      expect(isTransientName(name)).toBe(false);
    }
  });
});
