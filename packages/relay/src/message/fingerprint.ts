import { digest } from '@callback-relay/callbacks-table';
import { canonicalJson } from './exact-json.ts';

/**
 * A digest of what a result says: two results with the same fingerprint are the same result, whoever wrote its
 * members in which order.
 */
export function fingerprint(...said: readonly unknown[]): string {
  return digest(canonicalJson(said));
}
