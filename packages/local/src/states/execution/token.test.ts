import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemIds } from '../ids.ts';
import { createTokens, TOKEN_KEY_BYTES } from './token.ts';

const ref = { executionArn: 'arn:aws:states:us-east-1:000000000000:execution:m:e', frame: 1, attempt: 2 };

describe('a task token', () => {
  const key = randomBytes(TOKEN_KEY_BYTES);
  const { seal, open } = createTokens(key, systemIds);

  it('is opened with its key, and with no other', () => {
    expect(createTokens(key, systemIds).open(seal(ref))).toEqual(ref);
    expect(createTokens(randomBytes(TOKEN_KEY_BYTES), systemIds).open(seal(ref))).toBeUndefined();
  });

  it('is not what is too short to have a whole tag, and Node warns of none', () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    for (let bytes = 0; bytes < 40; bytes += 1)
      expect(open(Buffer.alloc(bytes).toString('base64'))).toBeUndefined();
    expect(warned).not.toHaveBeenCalled();
  });

  it('is another one each time', () => {
    expect(seal(ref)).not.toBe(seal(ref));
  });

  it.each(['', 'x', 'AAAA'.repeat(100)])('is not %j', (token) => {
    expect(open(token)).toBeUndefined();
  });

  it('is not one any more once a character is changed', () => {
    const token = seal(ref);
    const changed = `${token.slice(0, 100)}${token[100] === 'A' ? 'B' : 'A'}${token.slice(101)}`;
    expect(open(changed)).toBeUndefined();
  });
});
