import type { EventBus, Rule } from './bus.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';

/** The enabled rules of the bus that match the event. */
export function matchingRules(bus: EventBus, event: BusEvent): Rule[] {
  return [...bus.rules.values()].filter(
    (rule) => rule.state === 'ENABLED' && rule.pattern?.matches(event) === true,
  );
}

/** A delivery for each target of each of the rules. */
export function deliveriesOf(
  rules: readonly Rule[],
  event: BusEvent,
  now: number,
  newId: () => string,
): Delivery[] {
  return rules.flatMap((rule) =>
    [...rule.targets.values()].map((target) => ({
      id: newId(),
      ruleArn: rule.arn,
      ruleName: rule.name,
      target,
      event,
      ingestedAt: now,
      attempts: 0,
      nextAttemptAt: now,
    })),
  );
}
