const MARK = '…[cut]';

/** `text` within `limit` UTF-16 units, which are at least its characters; cut with a mark, never through a pair. */
export function cut(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  const kept = whole.slice(0, limit - MARK.length);
  const endsInHalfPair = !kept.isWellFormed();
  return (endsInHalfPair ? kept.slice(0, -1) : kept) + MARK;
}
