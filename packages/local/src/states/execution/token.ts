import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import type { Ids } from '../ids.ts';

/** What a task token stands for. */
export interface TokenRef {
  readonly executionArn: string;
  readonly frame: number;
  readonly attempt: number;
}

/**
 * Task tokens: sealed, so that nothing can be read from one, a made-up one is distinguished from a dead one for ever,
 * and no table of tokens is kept.
 */
export interface Tokens {
  seal(ref: TokenRef): string;
  /** undefined for anything that `seal` did not make. */
  open(token: string): TokenRef | undefined;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** AWS's tokens have several hundred characters: code that stores them must meet their length here. */
const SEALED_BYTES = 480;

export const TOKEN_KEY_BYTES = 32;

const sealWith = (key: KeyObject, ids: Ids): Tokens => ({
  seal(ref) {
    const iv = ids.bytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv);
    const text = JSON.stringify(ref).padEnd(SEALED_BYTES);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  },
  open(token) {
    try {
      const bytes = Buffer.from(token, 'base64');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const sealed = bytes.subarray(IV_BYTES + TAG_BYTES);
      // What the key opens is what it has sealed.
      const ref: TokenRef = JSON.parse(decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8'));
      return ref;
    } catch {
      return undefined;
    }
  },
});

/** One request asks several times what its token stands for: who may send it, whether it is one, and which task it ends. */
const rememberLatest = ({ seal, open }: Tokens): Tokens => {
  let latest: { readonly token: string; readonly ref: TokenRef | undefined } | undefined;
  return {
    seal,
    open(token) {
      if (latest?.token !== token) latest = { token, ref: open(token) };
      return latest.ref;
    },
  };
};

/** Tokens under a key of {@link TOKEN_KEY_BYTES}. */
export const createTokens = (key: Uint8Array, ids: Ids): Tokens =>
  rememberLatest(sealWith(createSecretKey(key), ids));
