import { correlationIdOf, encodeBusinessKey, RelayError } from '@callback-relay/contract';

/**
 * The correlation ID of a result that a mapping made of a domain event. A rule can only copy fields to fixed places: so it
 * names its callback by `key`, a namespace and the parts of a business key, each a text or a number as the event has it.
 */
export interface MappedKey {
  readonly namespace: string;
  readonly parts: readonly unknown[];
}

/** `detail` with a correlation ID in place of a mapping's key, and as it is where there is none. */
export function withCorrelationId(detail: unknown): unknown {
  if (typeof detail !== 'object' || detail === null || !('key' in detail)) return detail;
  const { key, ...rest } = detail;
  if (!isMappedKey(key) || 'correlationId' in rest) return detail;
  const texts = key.parts.map(textOf);
  if (texts.some((text) => text === undefined)) return rest;
  return { ...rest, correlationId: idOf(key.namespace, texts.join('')) };
}

/** What is malformed stays so: it gets the verdict and the reason of any malformed ID. */
function idOf(namespace: string, text: string): string {
  try {
    return correlationIdOf(namespace, encodeBusinessKey(text));
  } catch (error) {
    if (error instanceof RelayError) return `${namespace}:`;
    throw error;
  }
}

/** Text, or the digits of a number. Nothing, null, empty text, lists and objects cannot be part of a key. */
function textOf(part: unknown): string | undefined {
  if (typeof part === 'string') return part === '' ? undefined : part;
  const json = JSON.stringify(part) ?? '';
  return /^-?\d/.test(json) ? json : undefined;
}

function isMappedKey(value: unknown): value is MappedKey {
  if (typeof value !== 'object' || value === null) return false;
  const { namespace, parts } = value as Partial<Record<keyof MappedKey, unknown>>;
  return typeof namespace === 'string' && Array.isArray(parts) && parts.length > 0;
}
