import type { CallbackReader, OpenCondition, OpenPage, ScanCursor } from '@callback-relay/callbacks-table';
import { callbackReader } from '@callback-relay/callbacks-table/dynamodb';
import { attempt } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { boundOf, conditionsOf } from './conditions.ts';
import { createShortlist } from './shortlist.ts';
import { type Wait, waitOf } from './wait.ts';
import type { WaitFilter, WaitOrder } from './wait-filter.ts';

export interface WaitQuery extends WaitFilter {
  /** @default oldest */
  readonly order?: WaitOrder;
  /** @default 50 */
  readonly limit?: number;
}

export interface WaitList {
  readonly waits: readonly Wait[];
  /** How many callbacks are open in the stage, whatever the filter. */
  readonly open: number;
  /** Read units that the look cost: half a unit for each 4 KB. */
  readonly readUnits: number;
}

/** How many parts of the index are read side by side: a part reads a megabyte a call. */
const segments = 8;
/** Rows of a segment's first page, which sets the first bound. Each next page has four times as many. */
const firstPageRows = 256;
const growth = 4;
/** More than a megabyte holds: from here on a page ends by its size. */
const mostRows = 100_000;

/**
 * The callbacks that wait. Reads the whole sparse index, in which only open callbacks stand, in parallel segments; what it
 * shows may be a moment old. Once `limit` callbacks are found, DynamoDB leaves out those that come after the last of them:
 * it reads them still, and they do not travel. @throws OperatorError
 */
export async function listWaits(stage: Stage, query: WaitQuery = {}): Promise<WaitList> {
  const { order = 'oldest', limit = 50, ...filter } = query;
  const now = stage.now();
  const shortlist = createShortlist(filter, { order, limit, now });
  const caller = await stage.caller();
  const reader = callbackReader(stage.clients.dynamodb, stage.names.callbacksTable);
  const conditions = conditionsOf(filter, now);
  let open = 0;
  let readUnits = 0;
  const conditionsNow = () => [...conditions, ...boundOf(order, shortlist.last())];
  const readSegment = async (segment: number) => {
    for await (const page of pagesOf(
      reader,
      segment,
      Math.min(mostRows, Math.max(firstPageRows, limit)),
      conditionsNow,
    )) {
      open += page.scanned;
      readUnits += page.readUnits;
      shortlist.add(page.callbacks.map((callback) => waitOf(callback, caller)));
    }
  };
  await attempt('listing what waits', () =>
    Promise.all(Array.from({ length: segments }, (_, segment) => readSegment(segment))),
  );
  return { waits: shortlist.waits(), open, readUnits };
}

async function* pagesOf(
  reader: CallbackReader,
  segment: number,
  firstRows: number,
  conditionsNow: () => readonly OpenCondition[],
): AsyncGenerator<OpenPage> {
  let after: ScanCursor | undefined;
  for (let limit = firstRows; ; limit = Math.min(mostRows, limit * growth)) {
    const conditions = conditionsNow();
    const page = await reader.openPage({
      ...{ segment, segments, limit, conditions },
      ...(after !== undefined && { after }),
    });
    yield page;
    if (page.next === undefined) return;
    after = page.next;
  }
}
