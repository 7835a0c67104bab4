import { resultTypes } from '@callback-relay/contract';
import { correlationIdIn, detailOf, type Entry } from './event-record.ts';

/** Makes the bus refuse one result, as EventBridge does. */
export interface PublishingFault {
  /** The next result of this callback is refused, once, entry by entry in an answer of status 200. */
  refuse(correlationId: string): void;
  /** The next call with a result of this callback is throttled as a whole, once. */
  throttle(correlationId: string): void;
  /** Where the request's message was when its result was refused; undefined while none was. */
  readonly found: 'on the queue' | 'deleted' | undefined;
  /** How PutEvents with these entries is to be refused; undefined where it passes. */
  strikes(entries: readonly Entry[]): Promise<'refuse' | 'throttle' | undefined>;
}

/** `isOnQueue` is asked while the worker waits for the answer, so that nothing can change meanwhile. */
export function createPublishingFault(isOnQueue: () => Promise<boolean>): PublishingFault {
  let target: string | undefined;
  let how: 'refuse' | 'throttle' = 'refuse';
  let found: PublishingFault['found'];
  const strikeNext = (correlationId: string, kind: typeof how): void => {
    target = correlationId;
    how = kind;
    found = undefined;
  };
  return {
    refuse: (correlationId) => strikeNext(correlationId, 'refuse'),
    throttle: (correlationId) => strikeNext(correlationId, 'throttle'),
    get found() {
      return found;
    },
    strikes: async (entries) => {
      if (target === undefined || !entries.some((entry) => isResultOf(entry, target))) return undefined;
      target = undefined;
      found = (await isOnQueue()) ? 'on the queue' : 'deleted';
      return how;
    },
  };
}

function isResultOf(entry: Entry, correlationId: string | undefined): boolean {
  return entry.DetailType !== resultTypes.heartbeat && correlationIdIn(detailOf(entry)) === correlationId;
}
