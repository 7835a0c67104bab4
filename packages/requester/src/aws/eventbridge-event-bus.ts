import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { openedEventType, RelayError, relaySource } from '@callback-relay/contract';
import type { EventBus } from '../ports.ts';

export function eventbridgeEventBus(client: EventBridgeClient, eventBus: string): EventBus {
  return {
    async publishOpened(detail) {
      const entry = {
        EventBusName: eventBus,
        Source: relaySource,
        DetailType: openedEventType,
        Detail: detail,
      };
      const { FailedEntryCount = 0, Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: [entry] }),
      );
      if (FailedEntryCount > 0)
        throw new RelayError('publish-failed', Entries[0]?.ErrorCode ?? 'no error code');
    },
  };
}
