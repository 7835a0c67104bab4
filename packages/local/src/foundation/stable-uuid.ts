import { createHash } from 'node:crypto';

/** An identifier in the form of a UUID, the same for the same parts: what it names keeps it over restarts. */
export function stableUuid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
