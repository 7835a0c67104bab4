/**
 * What must not grow unseen: figures without noise, each with the most that it may be. A little above what it is
 * now. A commit that raises one says why.
 */
export const bounds = {
  /** Bytes of the minified bundle; the naive handler's, bundled, is 1,665 kB. */
  'bundle.relay': 382_400,
  'bundle.requester': 300_000,
  'bundle.worker': 338_000,
  /** Calls to AWS for a callback on the happy path, in full batches. */
  'calls.requester': 2,
  'calls.worker': 0.15,
  /** Beside the one search after an execution's end. */
  'calls.relay': 2.2,
  /** All calls with 5 % duplicates and 1 % throttles, over all calls without. */
  'calls.amplification': 1.15,
  /** Bytes of a row; each KB that is begun costs a write unit more, and a settling row is written twice. */
  'row.waiting': 840,
  'row.settling': 1_024,
  'row.settled': 390,
  /** Opened, claimed and closed, and the index's entry made and taken away: docs/decisions/0010-five-write-units.md. */
  'row.writeUnits': 5,
} as const;

export type Bounded = keyof typeof bounds;
