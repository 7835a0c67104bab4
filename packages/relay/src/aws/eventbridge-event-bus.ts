import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { relaySource } from '@callback-relay/contract';
import type { EventBus } from '../ports/relay.ts';

export function eventbridgeEventBus(client: EventBridgeClient, eventBus: string): EventBus {
  return {
    async putEvents(entries) {
      const command = new PutEventsCommand({
        Entries: entries.map(({ detailType, detail }) => ({
          EventBusName: eventBus,
          Source: relaySource,
          DetailType: detailType,
          Detail: detail,
        })),
      });
      const { FailedEntryCount = 0, Entries = [] } = await client.send(command);
      if (FailedEntryCount === 0) return entries.map(() => undefined);
      // An entry without an answer counts as not accepted.
      return entries.map((_, at) => {
        const answer = Entries[at];
        return answer?.EventId === undefined ? (answer?.ErrorCode ?? 'Unknown') : undefined;
      });
    },
  };
}
