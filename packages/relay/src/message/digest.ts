import { createHash } from 'node:crypto';

/** 132 bits of SHA-256, in base64url: a collision is as unlikely as two minted IDs alike, and the row stays short. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
