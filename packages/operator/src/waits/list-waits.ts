import { callbackReader } from '@callback-relay/callbacks-table/dynamodb';
import { attempt } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { selectWaits, type WaitFilter, type WaitOrder } from './select-waits.ts';
import { type Wait, waitOf } from './wait.ts';

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

/**
 * The callbacks that wait. Reads the whole sparse index, in which only open callbacks stand, in parallel segments; what it
 * shows may be a moment old. @throws OperatorError
 */
export async function listWaits(stage: Stage, query: WaitQuery = {}): Promise<WaitList> {
  const { order = 'oldest', limit = 50, ...filter } = query;
  const caller = await stage.caller();
  const reader = callbackReader(stage.clients.dynamodb, stage.names.callbacksTable);
  const parts = await attempt('listing what waits', () =>
    Promise.all(Array.from({ length: segments }, (_, segment) => reader.open({ segment, segments }))),
  );
  const waits = parts.flatMap(({ callbacks }) => callbacks.map((callback) => waitOf(callback, caller)));
  return {
    waits: selectWaits(waits, filter, { order, limit, now: stage.now() }),
    open: waits.length,
    readUnits: parts.reduce((sum, part) => sum + part.readUnits, 0),
  };
}
