// What the packages use of node:crypto, where there is no Node.
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of one text, as the packages digest what they compare. */
export function createHash(algorithm: 'sha256') {
  if (algorithm !== 'sha256') throw new Error(`only sha256 is here, not ${algorithm}`);
  return {
    update: (text: string) => ({
      digest(encoding: 'base64url'): string {
        if (encoding !== 'base64url') throw new Error(`only base64url is here, not ${encoding}`);
        const bytes = sha256(new TextEncoder().encode(text));
        return btoa(String.fromCharCode(...bytes))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '');
      },
    }),
  };
}

/** Named by a module that is loaded and not run. */
export function randomInt(): never {
  throw new Error('a run draws all its chance from its seed');
}
