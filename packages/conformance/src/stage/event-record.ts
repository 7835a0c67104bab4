import { z } from 'zod';

/** An entry that the worker put, as PutEvents takes it. */
export const entrySchema = z.looseObject({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
});

export type Entry = z.infer<typeof entrySchema>;

/** An event that the bus took from the worker. */
export interface PublishedEvent {
  readonly entry: Entry;
  /** The parsed detail; undefined where it is not JSON. */
  readonly detail: unknown;
}

export interface EventRecord {
  readonly all: readonly PublishedEvent[];
  /** In the order that the bus took them. */
  about(correlationId: string): readonly PublishedEvent[];
  add(entry: Entry): void;
}

export function createEventRecord(): EventRecord {
  const all: PublishedEvent[] = [];
  return {
    all,
    about: (correlationId) => all.filter((event) => correlationIdIn(event.detail) === correlationId),
    add: (entry) => {
      all.push({ entry, detail: detailOf(entry) });
    },
  };
}

export function correlationIdIn(detail: unknown): unknown {
  return typeof detail === 'object' && detail !== null && 'correlationId' in detail
    ? detail.correlationId
    : undefined;
}

export function detailOf(entry: Entry): unknown {
  try {
    return JSON.parse(entry.Detail ?? '');
  } catch {
    return undefined;
  }
}
