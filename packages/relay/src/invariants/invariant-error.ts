import type { BrokenInvariant } from '@callback-relay/callbacks-table';
import type { InvariantReport } from '../ports/journal.ts';

/**
 * A rule of the protocol that did not hold: what it was about is not done, and its message goes back to the queue, as
 * after any other failure, and to the dead-letter queue in the end.
 */
export class InvariantError extends Error {
  constructor({ promise, rule }: BrokenInvariant) {
    super(`promise ${promise}: ${rule}`);
    this.name = 'InvariantBroken';
  }
}

/** Reports each rule that does not hold. */
export type Reporter = (broken: InvariantReport) => void;

/** @throws InvariantError where a rule is broken, which is reported first */
export function refuse(report: Reporter, broken: InvariantReport | undefined): void {
  if (broken === undefined) return;
  report(broken);
  throw new InvariantError(broken);
}
