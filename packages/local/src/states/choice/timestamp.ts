const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Milliseconds since the epoch of an ISO 8601 extended offset date-time with a capital T and Z, as the language asks
 * for; undefined for anything else, days and hours that there are not among it.
 */
export const parseTimestamp = (text: unknown): number | undefined => {
  const found = typeof text === 'string' ? TIMESTAMP.exec(text) : null;
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exists) return undefined;
  const [fraction = '', sign, hours = '0', minutes = '0'] = found.slice(7);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return date.getTime() + Math.floor(Number(`0.${fraction || '0'}`) * 1000) - offset;
};
