import { describe, expect, it } from 'vitest';
import { tokenNamePattern, tokenShapedField } from './token-shaped.ts';

describe('a field named like a task token', () => {
  it.each([
    'token',
    'Token',
    'taskToken',
    'TaskToken',
    'task_token',
    'TASK_TOKEN',
    'task-token',
    'task.token',
    'Task Token',
    'callbackToken',
    'activityToken',
    'x-task-token',
    'X-Callback-Token',
    'sfnToken',
    'sfn_task_token',
    'stepFunctionsTaskToken',
    'step-function-token',
    'awsTaskToken',
  ])('%s is found', (name) => {
    expect(tokenShapedField({ version: '1.0', [name]: 'secret' })).toBe(name);
  });

  it.each([
    'tokens',
    'tokenId',
    'nextToken',
    'accessToken',
    'paymentToken',
    'idempotencyToken',
    'taskTokenized',
    'tasktoken2',
    'task',
    // Kelvin sign: case folding beyond ASCII must not make it a k.
    'tas\u212atoken',
    '',
  ])('%j is none', (name) => {
    expect(tokenShapedField({ [name]: 'value' })).toBeUndefined();
  });

  it('is of no concern in the data of the users', () => {
    expect(
      tokenShapedField({ output: { token: 'of a payment' }, payload: { taskToken: 1 } }),
    ).toBeUndefined();
  });

  it.each([null, undefined, 'taskToken', 1, ['taskToken']])('is not in %j', (message) => {
    expect(tokenShapedField(message)).toBeUndefined();
  });

  it('is named by a pattern without flags, for JSON Schema', () => {
    expect(tokenNamePattern).toContain('[tT][oO][kK][eE][nN]$');
  });
});
