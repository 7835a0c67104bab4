import { createHash } from 'node:crypto';
import { canonicalJson } from './exact-json.ts';

/**
 * A hash of what a result says: two results with the same fingerprint are the same result, whoever wrote its
 * members in which order. 128 bits of SHA-256, for it is on every row.
 */
export function fingerprint(...said: readonly unknown[]): string {
  return createHash('sha256').update(canonicalJson(said)).digest('base64url').slice(0, 22);
}
