/** The member that carries the correlation identifier, in messages, details, rows and log lines alike. */
const MEMBER = 'correlationId';

export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a message body, an event or its detail: at the top, or in the detail of an event that was passed on. */
export function correlationIdOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { [MEMBER]: id, detail } = value as Record<string, unknown>;
  return typeof id === 'string' ? id : correlationIdOf(detail);
}

/** Of a row's attributes, in DynamoDB's form. */
export function correlationIdOfRow(row: unknown): string | undefined {
  const { [MEMBER]: attribute } = (row ?? {}) as Record<string, { S?: string } | undefined>;
  return attribute?.S;
}
