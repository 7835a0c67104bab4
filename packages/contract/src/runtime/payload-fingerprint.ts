import { createHash } from 'node:crypto';

/**
 * Tells one payload from another: SHA-256, base64url, of its JSON with the members of every object in order. It is
 * remembered beside an idempotency key, so that the key is never answered with what came of another payload.
 */
export function payloadFingerprint(payload: unknown): string {
  const text = JSON.stringify(inOrder(payload)) ?? '';
  return createHash('sha256').update(text).digest('base64url');
}

/** Readers refuse JSON that nests deeper than `limits.jsonDepth`, so recursion ends. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
