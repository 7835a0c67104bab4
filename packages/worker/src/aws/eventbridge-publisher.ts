import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import {
  classifyAwsError,
  clientTimeouts,
  isTransient,
  isTransientName,
} from '@callback-relay/contract/runtime';
import type { PublishOutcome, ResultEntry, ResultPublisher } from '../result/result-publisher.ts';

/** Publishes with PutEvents. Without a client, one that the usual AWS environment variables configure. */
export function eventBridgePublisher(client: EventBridgeClient = defaultClient()): ResultPublisher {
  return {
    publish: async (entries) => {
      try {
        const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries.map(toAws) }));
        return Entries.map(outcomeOf);
      } catch (thrown) {
        const refusal = refusedWith(thrown);
        return entries.map(() => refusal);
      }
    },
  };
}

/**
 * The publisher's caller retries, entry by entry; a call that hangs must not hold a batch. Without the cache every call
 * builds the client's stack of middleware again, a tenth of its CPU:
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/Interface/SmithyConfiguration/
 */
function defaultClient(): EventBridgeClient {
  return new EventBridgeClient({ maxAttempts: 1, requestHandler: clientTimeouts, cacheMiddleware: true });
}

function toAws(entry: ResultEntry) {
  return {
    EventBusName: entry.eventBus,
    Source: entry.source,
    DetailType: entry.detailType,
    Detail: entry.detail,
  };
}

/** The code of an entry that the answer says nothing of. */
const UNANSWERED = 'Unanswered';

function outcomeOf(entry: PutEventsResultEntry): PublishOutcome {
  if (entry.EventId !== undefined && entry.ErrorCode === undefined) {
    return { status: 'accepted', eventId: entry.EventId };
  }
  const code = entry.ErrorCode ?? UNANSWERED;
  return {
    status: 'refused',
    code,
    message: entry.ErrorMessage ?? '',
    transient: code === UNANSWERED || isTransientName(code),
  };
}

function refusedWith(thrown: unknown): PublishOutcome {
  const error = classifyAwsError(thrown);
  return { status: 'refused', code: error.name, message: error.message, transient: isTransient(error) };
}
