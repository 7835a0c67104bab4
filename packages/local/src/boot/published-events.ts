import type { ServiceRouter } from '../foundation/service-router.ts';

/** An event that a bus took. */
export interface PublishedEvent {
  readonly id: string;
  /** Name or ARN, as the publisher gave it. */
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

export interface EventFilter {
  readonly bus?: string;
  readonly source?: string;
  readonly detailType?: string;
}

/** The events that were published, the latest of them. */
export interface PublishedEvents {
  matching(filter: EventFilter): PublishedEvent[];
}

/** So many are remembered: a runtime that is up all day must not grow. */
const MOST = 10_000;

interface Entry {
  readonly EventBusName?: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

export function watchPublishedEvents(router: ServiceRouter): PublishedEvents {
  const events: PublishedEvent[] = [];
  router.onCall(({ service, operation, input, output }) => {
    if (service !== 'events' || operation !== 'PutEvents' || output === undefined) return;
    const answers = (output as { Entries: { EventId?: string }[] }).Entries;
    for (const [index, entry] of (input.Entries as Entry[]).entries()) {
      const id = answers[index]?.EventId;
      if (id !== undefined) events.push(toEvent(id, entry));
    }
    if (events.length > MOST) events.splice(0, events.length - MOST);
  });
  return {
    matching: ({ bus, source, detailType }) =>
      events.filter(
        (event) =>
          (bus === undefined || event.bus === bus || event.bus.endsWith(`/${bus}`)) &&
          (source === undefined || event.source === source) &&
          (detailType === undefined || event.detailType === detailType),
      ),
  };
}

function toEvent(
  id: string,
  { EventBusName = 'default', Source, DetailType, Detail }: Entry,
): PublishedEvent {
  return {
    id,
    bus: EventBusName,
    source: Source,
    detailType: DetailType,
    detail: JSON.parse(Detail) as unknown,
  };
}
