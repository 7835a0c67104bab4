const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch of an RFC 3339 timestamp with a capital T and Z, as the language asks for; undefined otherwise. */
export const parseTimestamp = (text: unknown): number | undefined => {
  if (typeof text !== 'string' || !TIMESTAMP.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};
