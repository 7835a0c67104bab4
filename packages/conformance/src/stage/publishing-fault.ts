import { resultTypes } from '@callback-relay/contract';
import { correlationIdIn, detailOf, type Entry } from './event-record.ts';

/** Makes the bus refuse one result, in an answer of status 200, as EventBridge does. */
export interface PublishingFault {
  /** The next result of this callback is refused, once. */
  refuse(correlationId: string): void;
  /** Where the request's message was when its result was refused; undefined while none was. */
  readonly found: 'on the queue' | 'deleted' | undefined;
  /** Whether PutEvents with these entries is to be refused. */
  strikes(entries: readonly Entry[]): Promise<boolean>;
}

/** `isOnQueue` is asked while the worker waits for the answer, so that nothing can change meanwhile. */
export function createPublishingFault(isOnQueue: () => Promise<boolean>): PublishingFault {
  let target: string | undefined;
  let found: PublishingFault['found'];
  return {
    refuse: (correlationId) => {
      target = correlationId;
      found = undefined;
    },
    get found() {
      return found;
    },
    strikes: async (entries) => {
      if (target === undefined || !entries.some((entry) => isResultOf(entry, target))) return false;
      target = undefined;
      found = (await isOnQueue()) ? 'on the queue' : 'deleted';
      return true;
    },
  };
}

function isResultOf(entry: Entry, correlationId: string | undefined): boolean {
  return entry.DetailType !== resultTypes.heartbeat && correlationIdIn(detailOf(entry)) === correlationId;
}
