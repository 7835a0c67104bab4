import { correlationIdOf, encodeBusinessKey, RelayError } from '@callback-relay/contract';

/**
 * The correlation ID of a result that a mapping made of a domain event. A rule can only copy fields to fixed places: so it
 * names its callback by `key`, a namespace and the parts of a business key, each a text or a number as the event has it.
 */
export interface MappedKey {
  readonly namespace: string;
  readonly parts: readonly unknown[];
}

/** A result's detail, and what is wrong with the key that a mapping has put together for it. */
export interface NamedDetail {
  readonly detail: unknown;
  readonly defect?: RelayError;
}

/** `detail` with a correlation ID in place of a mapping's key, and as it is where there is none. */
export function withCorrelationId(detail: unknown): NamedDetail {
  if (typeof detail !== 'object' || detail === null || !('key' in detail)) return { detail };
  const { key, ...rest } = detail;
  if (!isMappedKey(key) || 'correlationId' in rest) return { detail };
  try {
    const text = key.parts.map(textOf).join('');
    return { detail: { ...rest, correlationId: correlationIdOf(key.namespace, encodeBusinessKey(text)) } };
  } catch (error) {
    if (error instanceof RelayError) return { detail: rest, defect: error };
    throw error;
  }
}

/** Text, or the digits of a number. The error says what kind of value it is, and not which: it may be anything. */
function textOf(part: unknown, at: number): string {
  if (typeof part === 'string' && part !== '') return part;
  const json = JSON.stringify(part) ?? '';
  if (/^-?\d/.test(json)) return json;
  throw new RelayError(
    'correlation-id-missing',
    `part ${at + 1} of the mapping's key is ${kindOf(part)} in this event, and neither text nor a number`,
  );
}

function kindOf(part: unknown): string {
  if (part === '') return 'empty text';
  if (part === null || part === undefined) return 'null';
  if (Array.isArray(part)) return 'a list';
  return typeof part === 'object' ? 'an object' : `a ${typeof part}`;
}

function isMappedKey(value: unknown): value is MappedKey {
  if (typeof value !== 'object' || value === null) return false;
  const { namespace, parts } = value as Partial<Record<keyof MappedKey, unknown>>;
  return typeof namespace === 'string' && Array.isArray(parts) && parts.length > 0;
}
