import type { Bill } from './price-table.ts';

/** Full batches of ten, as everywhere. */
const BATCH = 10;

/**
 * What a callback's rows cost under each design of them that was considered, beside what all designs share (the
 * request, the event, both functions). Why the first is kept: docs/decisions/0010-five-write-units.md.
 */
export const rowDesigns = {
  /** Opened, claimed, closed; the sparse index by execution gets an entry and loses it. It is also the list of what waits. */
  sparseIndex: { writeUnits: 5 },
  /** The partition is the execution, and a minted ID carries it. Nothing lists what waits but a scan of all rows. */
  executionKey: { writeUnits: 3 },
  /** The same for a business key, whose event cannot name the execution: a pointer comes and goes beside the row. */
  executionKeyOfBusinessKey: { writeUnits: 5, readUnits: 1 },
  /** No index; a function behind the table's stream keeps the list in a table of its own, seconds late. */
  listFromStream: { writeUnits: 5, lambdaRequests: 3 / BATCH, gbSeconds: (3 / BATCH) * 0.01 },
} as const satisfies Record<string, Bill>;

/**
 * An execution that SUCCEEDED, whatever it held: one message to the deferred queue, its share of a receive, a delete and an
 * invocation, and one search of the index.
 */
export const endOfExecution: Bill = {
  sqsRequests: 1 + 2 / BATCH,
  readUnits: 0.5,
  lambdaRequests: 1 / BATCH,
  gbSeconds: 0.02 / BATCH,
};
