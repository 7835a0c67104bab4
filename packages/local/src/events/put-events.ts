import type { Operation } from '../service.ts';
import type { EventBus } from './bus.ts';
import type { BusRegistry } from './bus-registry.ts';
import type { BusEvent } from './event.ts';
import { eventTime } from './event.ts';
import {
  checkEntry,
  type PublishedEntry,
  requireFewEntries,
  requireSmallEntries,
} from './published-entry.ts';

export interface PutEventsPorts {
  readonly buses: BusRegistry;
  readonly now: () => number;
  readonly newId: () => string;
  /** Hands an event to the rules of a bus; returns when each delivery is kept, not when it is made. */
  readonly ingest: (bus: EventBus, event: BusEvent) => void;
}

/**
 * PutEvents: entries that break a rule are answered one by one, the others are taken. An entry for a bus that
 * does not exist is taken and goes nowhere, as on AWS.
 */
export function putEvents({ buses, now, newId, ingest }: PutEventsPorts): Operation {
  return async (input, caller) => {
    const entries = requireFewEntries(input);
    requireSmallEntries(entries);
    const answers = entries.map((entry) => {
      const checked = checkEntry(entry);
      if ('ErrorCode' in checked) return checked;
      const id = newId();
      const bus = buses.find(checked.bus, caller);
      if (bus !== undefined) ingest(bus, envelope(checked, id, caller, now()));
      return { EventId: id };
    });
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
  };
}

function envelope(
  entry: PublishedEntry,
  id: string,
  { account, region }: { account: string; region: string },
  now: number,
): BusEvent {
  return {
    version: '0',
    id,
    'detail-type': entry.detailType,
    source: entry.source,
    account,
    time: eventTime(entry.time ?? now),
    region,
    resources: entry.resources,
    detail: entry.detail,
  };
}
