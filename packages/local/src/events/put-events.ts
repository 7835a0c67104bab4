import { AwsError } from '../foundation/aws-error.ts';
import { errorMessage } from '../foundation/error-message.ts';
import type { Caller, Operation } from '../foundation/service.ts';
import { inSlices, type Steps } from '../foundation/steps.ts';
import type { EventBus } from './bus.ts';
import type { BusRegistry } from './bus-registry.ts';
import type { BusEvent } from './event.ts';
import { eventTime } from './event.ts';
import { parseArn } from './event-arn.ts';
import { validationError } from './input-members.ts';
import {
  checkEntry,
  type PublishedEntry,
  type RawEntry,
  type RejectedEntry,
  requireFewEntries,
  requireSmallEntries,
} from './published-entry.ts';

export interface PutEventsPorts {
  readonly buses: BusRegistry;
  readonly now: () => number;
  readonly newId: () => string;
  /** Hands an event to the rules of a bus; returns when each delivery is kept, not when it is made. */
  readonly ingest: (bus: EventBus, event: BusEvent) => Steps<void>;
}

type Taken = RejectedEntry | { EventId: string };

/**
 * PutEvents: entries that break a rule are answered one by one, the others are taken. An entry for a bus that
 * does not exist is taken and goes nowhere, as on AWS.
 */
export function putEvents({ buses, now, newId, ingest }: PutEventsPorts): Operation {
  /**
   * A bus of another account takes what its policy allows, and that of a bus that is not there allows nothing.
   * @throws AwsError ValidationException, AccessDeniedException
   */
  function checkPlace(bus: unknown, caller: Caller): void {
    const arn = typeof bus === 'string' ? parseArn(bus) : undefined;
    if (typeof bus !== 'string' || arn === undefined) return;
    if (arn.region !== caller.region) throw validationError('Cross-region api call is not allowed.');
    if (arn.account === caller.account || buses.find(bus, caller) !== undefined) return;
    throw new AwsError(
      'AccessDeniedException',
      `User: arn:aws:iam::${caller.account}:root is not authorized to perform: events:PutEvents on resource: ${bus} because no resource-based policy allows the events:PutEvents action`,
    );
  }

  function* take(raw: RawEntry, caller: Caller): Steps<Taken> {
    const entry = checkEntry(raw);
    if ('ErrorCode' in entry) return entry;
    const id = newId();
    const bus = buses.find(entry.bus, caller);
    try {
      if (bus !== undefined) yield* ingest(bus, envelope(entry, id, caller, now()));
      return { EventId: id };
    } catch (error) {
      // What can't be kept is not taken: the publisher may try this entry again.
      return {
        ErrorCode: 'InternalFailure',
        ErrorMessage: errorMessage(error),
      };
    }
  }

  function* takeAll(entries: readonly RawEntry[], caller: Caller): Steps<Taken[]> {
    const answers: Taken[] = [];
    for (const entry of entries) answers.push(yield* take(entry, caller));
    return answers;
  }

  return async (input, caller) => {
    if (input.EndpointId !== undefined)
      throw validationError('EndpointId is not supported by the local runtime.');
    const entries = requireFewEntries(input);
    requireSmallEntries(entries);
    for (const { EventBusName } of entries) checkPlace(EventBusName, caller);
    const answers = await inSlices(takeAll(entries, caller));
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
  };
}

function envelope(entry: PublishedEntry, id: string, { account, region }: Caller, now: number): BusEvent {
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
