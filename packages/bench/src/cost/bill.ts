import { callbackAttributes } from '@callback-relay/callbacks-table/names';
import { names } from '../app/names.ts';
import { itemBytes, writeUnits } from './item-bytes.ts';
import { shortInvocationGbSeconds } from './other-designs.ts';
import type { Bill } from './price-table.ts';
import type { StoredRows } from './stored-rows.ts';
import type { WireCount } from './wire-count.ts';

/** A relay that works on a batch: 40 ms at 512 MB, shared by its callbacks. */
const RELAY_INVOCATION_GB_SECONDS = 0.02;

/** What one callback takes, from what was counted for some, and from how big its row is on AWS. */
export function billOf(count: WireCount, callbacks: number, rows: StoredRows): Bill {
  const invocations = [...count.invocations.values()].reduce((sum, each) => sum + each, 0);
  const of = (name: string) => count.invocations.get(name) ?? 0;
  const gbSeconds =
    of(names.requester) * shortInvocationGbSeconds + of(names.relay) * RELAY_INVOCATION_GB_SECONDS;
  const units = rowUnits(rows);
  return {
    transitions: count.transitions / callbacks,
    lambdaRequests: invocations / callbacks,
    gbSeconds: gbSeconds / callbacks,
    sqsRequests: count.sqsRequests / callbacks,
    events: count.events / callbacks,
    writeUnits:
      (count.opens * units.open + count.claims * units.claim + count.closes * units.close) / callbacks,
  };
}

/**
 * Write units of each write of a row's life: of the larger of the row before and after, and of one entry of the index
 * by execution where that comes or goes.
 */
export function rowUnits({ waiting, settling, settled }: StoredRows) {
  const isIndexed = callbackAttributes.execution in settled;
  return {
    open: writeUnits(itemBytes(waiting)) + 1,
    claim: writeUnits(itemBytes(settling)),
    close: writeUnits(Math.max(itemBytes(settling), itemBytes(settled))) + (isIndexed ? 0 : 1),
  };
}
