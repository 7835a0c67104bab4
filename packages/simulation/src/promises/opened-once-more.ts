import type { NewCallback } from '@callback-relay/callbacks-table';
import type { Attempt } from '../services/execution.ts';

/**
 * A known gap, see "Outside" of promise 2 in docs/promises.md: a write that opens a business key takes effect a second
 * time, sent again by its client, after another opening of the same millisecond.
 */
export function isOpenedOnceMore(
  { token }: Pick<Attempt, 'token'>,
  openings: readonly { readonly opening: NewCallback }[],
): boolean {
  const own = openings.flatMap(({ opening }, at) => (opening.taskToken === token ? [{ at, opening }] : []));
  const [first, last] = [own.at(0), own.at(-1)];
  if (first === undefined || last === undefined) return false;
  return openings
    .slice(first.at + 1, last.at)
    .some(
      ({ opening }) =>
        opening.correlationId === first.opening.correlationId &&
        opening.taskToken !== token &&
        opening.openedAt === first.opening.openedAt,
    );
}
