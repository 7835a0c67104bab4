import { isObject } from '../foundation/is-object.ts';
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

export function watchPublishedEvents(router: ServiceRouter): PublishedEvents {
  const events: PublishedEvent[] = [];
  router.onCall(({ service, operation, input, output }) => {
    if (service !== 'events' || operation !== 'PutEvents' || output === undefined) return;
    events.push(...eventsOf(input, output));
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

/** The entries of a call that the bus took. */
function eventsOf(input: Readonly<Record<string, unknown>>, output: unknown): PublishedEvent[] {
  const answers = isObject(output) ? [output.Entries].flat() : [];
  return [input.Entries].flat().flatMap((entry, index) => {
    const answer = answers[index];
    const id = isObject(answer) ? answer.EventId : undefined;
    return typeof id === 'string' && isObject(entry) ? [toEvent(id, entry)] : [];
  });
}

function toEvent(
  id: string,
  { EventBusName = 'default', Source, DetailType, Detail }: Readonly<Record<string, unknown>>,
): PublishedEvent {
  return {
    id,
    bus: String(EventBusName),
    source: String(Source),
    detailType: String(DetailType),
    detail: JSON.parse(String(Detail)),
  };
}
