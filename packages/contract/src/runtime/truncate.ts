const MARK = '…[truncated]';

/**
 * `text` within `limit` UTF-16 units, the stricter way to count characters: truncated with a mark, never inside a
 * surrogate pair. Halves of pairs, which are not valid UTF-8, are replaced.
 */
export function truncate(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  if (limit <= MARK.length) return MARK.slice(0, limit);
  const kept = whole.slice(0, limit - MARK.length);
  return (kept.isWellFormed() ? kept : kept.slice(0, -1)) + MARK;
}
