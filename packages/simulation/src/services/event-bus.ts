import type { EventEnvelope } from '@callback-relay/contract';
import type { Simulator } from '../engine/simulator.ts';

/** One entry of PutEvents. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON text. */
  readonly detail: string;
}

export interface Rule {
  readonly name: string;
  matches(event: EventEnvelope): boolean;
  target(event: EventEnvelope): void;
}

export interface EventBus {
  /** One event ID for each entry, in order. The account is the caller's: EventBridge writes it on the envelope. */
  put(account: string, entries: readonly BusEntry[]): string[];
  addRule(rule: Rule): void;
  /** Every event that was accepted, with the time of it. */
  accepted(): readonly EventEnvelope[];
}

/** A target that can't be reached is tried again for a while: it looks like a long delay. */
const LONGEST_DELAY = 10 * 60_000;

/** EventBridge: at least once, in any order, a copy with the same ID now and then. */
export function eventBus(simulator: Simulator): EventBus {
  const { time, random } = simulator;
  const rules: Rule[] = [];
  const accepted: EventEnvelope[] = [];

  function deliver(rule: Rule, event: EventEnvelope): void {
    const delay = random.chance(simulator.faults().delay)
      ? random.integer(1_000, LONGEST_DELAY)
      : random.integer(5, 300);
    time.after(delay, () => rule.target(event));
  }

  return {
    put: (account, entries) =>
      entries.map(({ source, detailType, detail }) => {
        const event: EventEnvelope = {
          id: `event-${accepted.length + 1}`,
          source,
          account,
          'detail-type': detailType,
          time: new Date(time.now()).toISOString(),
          detail: JSON.parse(detail),
        };
        accepted.push(event);
        for (const rule of rules.filter((rule) => rule.matches(event))) {
          deliver(rule, event);
          if (random.chance(simulator.faults().duplicate)) deliver(rule, event);
        }
        return event.id;
      }),
    addRule: (rule) => {
      rules.push(rule);
    },
    accepted: () => accepted,
  };
}
