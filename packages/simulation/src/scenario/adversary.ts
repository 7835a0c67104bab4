import { requestSchema } from '@callback-relay/contract';
import type { Simulator } from '../engine/simulator.ts';
import type { EventBus } from '../services/event-bus.ts';
import { domainEvent, type ForeignEvent, interferingEvent } from './foreign-event.ts';
import { parties } from './parties.ts';
import type { Scenario } from './scenario.ts';
import type { WorkItem } from './work-item.ts';

/** Publishes what others have to say: domain events at their time, and interference. */
export interface Adversary {
  /** Interferes with a minted callback, once its request was seen. */
  onRequest(body: string): void;
  /** Schedules what is said under business keys, which every source knows from the start. */
  start(bus: EventBus): void;
}

export function adversary(simulator: Simulator, scenario: Scenario): Adversary {
  const seen = new Set<string>();
  let bus: EventBus | undefined;

  function putAfter(milliseconds: number, { account, entry }: ForeignEvent): void {
    simulator.time.after(milliseconds, () => {
      bus?.put(account, [entry]);
    });
  }

  function interfere(workItem: WorkItem, correlationId: string): void {
    for (const { kind, after } of workItem.interference)
      putAfter(after, interferingEvent(kind, workItem, correlationId));
  }

  return {
    onRequest(body) {
      const { correlationId, payload } = requestSchema.parse(JSON.parse(body));
      const workItem = scenario.workItems[(payload as { readonly workItem: number }).workItem];
      if (workItem === undefined || workItem.answeredBy === 'domain' || seen.has(correlationId)) return;
      seen.add(correlationId);
      interfere(workItem, correlationId);
    },
    start(onBus) {
      bus = onBus;
      for (const { request } of scenario.executions.flatMap(({ plan }) => plan.tasks)) {
        const workItem = scenario.workItems[request.payload.workItem];
        if (workItem === undefined || request.businessKey === undefined) continue;
        const correlationId = `${parties.namespace}:${request.businessKey}`;
        putAfter(workItem.duration, domainEvent(workItem, correlationId));
        interfere(workItem, correlationId);
      }
    },
  };
}
