import { requestSchema } from '@callback-relay/contract';
import type { World } from '../engine/world.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { Deed } from './deed.ts';
import { domainEvent, type ForeignEvent, meddlingEvent } from './foreign-event.ts';
import { parties } from './parties.ts';
import type { Scenario } from './scenario.ts';

/** Publishes what others have to say: domain events at their time, and meddling. */
export interface Meddler {
  /** Meddles with a minted callback, once its request was seen. */
  onRequest(body: string): void;
  /** Schedules what is said under business keys, which everybody knows from the start. */
  start(bus: EventBus): void;
}

export function meddler(world: World, scenario: Scenario): Meddler {
  const seen = new Set<string>();
  let bus: EventBus | undefined;

  function putAfter(milliseconds: number, { account, entry }: ForeignEvent): void {
    world.time.after(milliseconds, () => {
      bus?.put(account, [entry]);
    });
  }

  function meddle(deed: Deed, correlationId: string): void {
    for (const { kind, after } of deed.meddling) putAfter(after, meddlingEvent(kind, deed, correlationId));
  }

  return {
    onRequest(body) {
      const { correlationId, payload } = requestSchema.parse(JSON.parse(body));
      const deed = scenario.deeds[(payload as { readonly deed: number }).deed];
      if (deed === undefined || deed.answeredBy === 'domain' || seen.has(correlationId)) return;
      seen.add(correlationId);
      meddle(deed, correlationId);
    },
    start(onBus) {
      bus = onBus;
      for (const { request } of scenario.executions.flatMap(({ plan }) => plan.tasks)) {
        const deed = scenario.deeds[request.payload.deed];
        if (deed === undefined || request.businessKey === undefined) continue;
        const correlationId = `${parties.namespace}:${request.businessKey}`;
        putAfter(deed.duration, domainEvent(deed, correlationId));
        meddle(deed, correlationId);
      }
    },
  };
}
