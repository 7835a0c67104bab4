/** A page of a list that is there as a whole. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Where there is more. */
  readonly next?: string;
}

/**
 * The page that a token of the page before asks for, or the first; undefined for a token that no page gave.
 * @param size the most items that it may have
 */
export function listPage<Item>(
  all: readonly Item[],
  size: number,
  token: string | undefined,
): ListPage<Item> | undefined {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString() || Number.NaN);
  if (!Number.isInteger(from) || from < 0) return undefined;
  const end = from + size;
  const items = all.slice(from, end);
  return end < all.length ? { items, next: Buffer.from(String(end)).toString('base64url') } : { items };
}
