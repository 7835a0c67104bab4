import type { Target } from './bus.ts';
import type { BusEvent } from './event.ts';

/** One event on its way to one target of one rule: plain data, so that a restart may go on with it. */
export interface Delivery {
  readonly id: string;
  readonly ruleArn: string;
  readonly ruleName: string;
  /** As it was when the event matched. */
  readonly target: Target;
  readonly event: BusEvent;
  /** Milliseconds since the epoch, as all times here. */
  readonly ingestedAt: number;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
}

/** Deliveries that are not done. What is put is kept before the call returns. */
export interface DeliveryStore {
  all(): readonly Delivery[];
  /** Adds the delivery, or replaces the one with its id. */
  put(delivery: Delivery): void;
  remove(id: string): void;
  close(): void;
}

/** Keeps deliveries as long as the process lives. */
export function createMemoryDeliveryStore(): DeliveryStore {
  const deliveries = new Map<string, Delivery>();
  return {
    all: () => [...deliveries.values()],
    put: (delivery) => void deliveries.set(delivery.id, delivery),
    remove: (id) => void deliveries.delete(id),
    close: () => {},
  };
}
