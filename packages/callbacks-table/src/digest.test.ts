import { describe, expect, it } from 'vitest';
import { digest, executionKeyOf, openingIdOf } from './digest.ts';
import { mayAnswer } from './may-answer.ts';
import { chainKeyOf } from './opening-store.ts';
import { senderOf } from './sender.ts';
import { expiresAtOf } from './time-to-live.ts';

describe('names of the table', () => {
  it('shorten a text to 22 characters of its SHA-256', () => {
    expect(digest('')).toBe('47DEQpj8HBSa-_TImW-5JC');
    expect(openingIdOf('token')).toBe(digest('token'));
  });

  it('call an execution by its machine and its own name', () => {
    const prefix = 'arn:aws:states:eu-west-1:111122223333:execution';
    expect(executionKeyOf(`${prefix}:orders:5c9e`)).toBe('orders:5c9e');
    expect(executionKeyOf(`${prefix}:orders/items:5c9e:7`)).toBe('orders/items:5c9e:7');
    expect(executionKeyOf('another form')).toBe('another form');
  });

  it('call a chain by its namespace and key, and a sender by account and source', () => {
    expect(chainKeyOf('orders:a:b', 'key')).toBe('orders#key');
    expect(senderOf({ account: '1', source: 's' })).toBe('1/s');
  });

  it('let a row live for its retention after its last change, in whole seconds', () => {
    expect(expiresAtOf(1_001, 10)).toBe(12);
    expect(expiresAtOf(1_000, 10)).toBe(11);
  });
});

describe('who may answer', () => {
  const row = { allowedSources: ['a', 'b'] };

  it('is a source that the callback names, of any account', () => {
    expect(mayAnswer(row, { source: 'b', account: '1' })).toBe(true);
    expect(mayAnswer(row, { source: 'c', account: '1' })).toBe(false);
  });

  it('is of an account that the callback names, if it names any', () => {
    const held = { ...row, allowedAccounts: ['1'] };
    expect(mayAnswer(held, { source: 'a', account: '1' })).toBe(true);
    expect(mayAnswer(held, { source: 'a', account: '2' })).toBe(false);
    expect(mayAnswer(held, { source: 'c', account: '1' })).toBe(false);
  });

  it('is an operator, whatever the callback names', () => {
    const operator = { who: 'ada', why: 'seen' };
    expect(mayAnswer({ ...row, allowedAccounts: ['1'] }, { source: 'c', account: '2', operator })).toBe(true);
  });
});
