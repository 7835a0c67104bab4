import { describe, expect, it } from 'vitest';
import { input, token } from '../test/test-requester.ts';
import { taskOf } from './task.ts';

const business = { ...input, businessKey: 'order-1/payment' };
const deep = JSON.parse(`${'['.repeat(600)}${']'.repeat(600)}`) as unknown;

describe('an input that cannot be served', () => {
  it.each([
    ['text in place of an object', 'nonsense', 'contract-broken'],
    ['without a token', { ...input, taskToken: '' }, 'contract-broken'],
    ['a token over the limit', { ...input, taskToken: 't'.repeat(2_049) }, 'contract-broken'],
    ['without a payload', { ...input, payload: undefined }, 'contract-broken'],
    ['without sources', { ...input, allowedSources: [] }, 'contract-broken'],
    ['a payload and no queue', { ...business, requestQueueUrl: undefined }, 'contract-broken'],
    [
      'neither a queue nor a key',
      { ...input, requestQueueUrl: undefined, payload: undefined },
      'contract-broken',
    ],
    ['an empty business key', { ...input, businessKey: '' }, 'contract-broken'],
    ['a business key that is neither text nor a number', { ...input, businessKey: true }, 'contract-broken'],
    [
      'a business key of 300 characters',
      { ...input, businessKey: 'k'.repeat(300) },
      'correlation-id-malformed',
    ],
    ['a payload of one byte too many', { ...input, payload: `${'é'.repeat(131_071)}x` }, 'payload-too-large'],
    ['a payload of great depth', { ...input, payload: deep }, 'json-too-deep'],
    ['the token in the payload', { ...input, payload: { echo: [`<${token}>`] } }, 'token-shaped-field'],
  ])('is refused with its code, and the token stays secret: %s', (_, given, code) => {
    const error = thrownBy(() => taskOf(given));
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(token);
  });

  it('names the field that is missing, and what to do', () => {
    const unasked = { ...business, requestQueueUrl: undefined };
    expect(() => taskOf(unasked)).toThrow('requestQueueUrl: required where a payload is given');
    expect(() => taskOf({ ...input, payload: undefined })).toThrow(/payload: required.*null/);
    expect(() => taskOf({ ...input, requestQueueUrl: undefined, payload: undefined })).toThrow(
      'businessKey: required',
    );
    expect(() => taskOf({ ...input, payload: 'x'.repeat(262_143) })).toThrow('262145 bytes of 262144');
    expect(() => taskOf(undefined)).toThrow('of its kind: input: ');
  });

  it('names every field that is wrong', () => {
    const wrong = { ...input, stateName: '', retryCount: -1 };
    expect(() => taskOf(wrong)).toThrow(/stateName: .+; retryCount: /);
  });

  it.each(['1111222233334', 'x111122223333', '11112222333'])('refuses %s as an account', (account) => {
    expect(() => taskOf({ ...input, allowedAccounts: [account] })).toThrow('allowedAccounts.0: ');
  });

  it.each([
    [0, '0'],
    [-1.5, '-1.5'],
    [4711, '4711'],
    [9_007_199_254_740_991, '9007199254740991'],
    [1e21, '1e+21'],
  ])('takes a number for a business key, by its digits: %d', (businessKey, key) => {
    expect(taskOf({ ...input, businessKey })).toMatchObject({ businessKey: key });
  });

  it('refuses a number whose last digits are lost already, which would be the key of a neighbour', () => {
    const businessKey = JSON.parse('9007199254740993');
    expect(() => taskOf({ ...input, businessKey })).toThrow(/last digits are lost.*give it as text/);
  });

  it('encodes a business key outside the alphabet, so that an ARN can be one', () => {
    expect(taskOf({ ...input, businessKey: 'arn:aws:ecs:1' })).toMatchObject({
      businessKey: 'arn~3Aaws~3Aecs~3A1',
    });
  });

  it('finds a token that JSON escapes', () => {
    const odd = 'token "with" quotes and \\ enough characters';
    expect(() => taskOf({ ...input, taskToken: odd, payload: { echo: odd } })).toThrow('task token itself');
  });
});

describe('an input that can be served', () => {
  it.each([
    ['a payload of the limit in bytes', { ...input, payload: 'x'.repeat(262_142) }],
    ['null as a payload', { ...input, payload: null }],
    ['a business key without a queue', { ...business, requestQueueUrl: undefined, payload: undefined }],
    ['a payload that merely mentions tokens', { ...input, payload: { token: 'tok_visa' } }],
  ])('passes: %s', (_, given) => {
    expect(taskOf(given)).toMatchObject({ stateName: 'Work' });
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
