import type { EventBus } from './bus.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';

/** A delivery for each target of each enabled rule of the bus that matches the event. */
export function matchingDeliveries(
  bus: EventBus,
  event: BusEvent,
  now: number,
  newId: () => string,
): Delivery[] {
  const rules = [...bus.rules.values()].filter(
    (rule) => rule.state === 'ENABLED' && rule.pattern.matches(event),
  );
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
