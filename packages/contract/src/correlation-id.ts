import * as z from 'zod/mini';
import { RelayError } from './relay-error.ts';

/**
 * What the outside knows a callback by: `namespace:key`. The namespace is the requester's own, so that no requester can
 * open or answer another's callbacks, and IAM can hold a requester to its namespace by the leading key.
 * The key is 128 random bits, or a business key such as `order-1234/payment`.
 */
export const namespaceSchema = z
  .string()
  .check(
    z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'a namespace is 1 to 32 of a-z, 0-9 and -, and starts with a letter'),
  );

export const businessKeySchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._/@+=~-]{1,200}$/, 'a key is 1 to 200 of A-Z, a-z, 0-9 and . _ / @ + = ~ -'));

export const correlationIdSchema = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9._/@+=~-]{1,200}$/,
      'a correlation ID is a namespace, a colon and a key, as orders:order-1234/payment',
    ),
    z.describe('What the outside knows a callback by: namespace:key'),
  );

export type CorrelationId = z.infer<typeof correlationIdSchema>;

const MINTED_BYTES = 16;

/**
 * A new correlation ID of 128 random bits, for one attempt of one task.
 * `randomBytes` returns as many bytes as it is asked for.
 */
export function mintCorrelationId(
  namespace: string,
  randomBytes: (count: number) => Uint8Array,
): CorrelationId {
  return correlationIdOf(namespace, base64url(randomBytes(MINTED_BYTES)));
}

/**
 * The correlation ID of a business key.
 * @throws RelayError `correlation-id-malformed` when the namespace or the key breaks its alphabet.
 */
export function correlationIdOf(namespace: string, key: string): CorrelationId {
  const id = `${namespace}:${key}`;
  if (!correlationIdSchema.safeParse(id).success) {
    throw new RelayError(
      'correlation-id-malformed',
      `given ${JSON.stringify(id).slice(0, 300)}; expected namespace:key`,
    );
  }
  return id;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
