export interface BackOff {
  /** The wait after the first try that failed, before jitter. */
  readonly first: number;
  /** No wait is longer, in the unit of `first`. */
  readonly longest: number;
}

/**
 * How long to wait after the try number `attempt` (from 1) failed, in the unit of `first`: doubled with each try,
 * the upper half of it at random, so that those who failed together do not come back together, and none comes
 * back at once. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("equal jitter")
 * @param random 0 to 1.
 */
export function backOff(attempt: number, { first, longest }: BackOff, random: () => number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(Math.max(attempt, 1) - 1, 30));
  return ceiling * (0.5 + random() / 2);
}
