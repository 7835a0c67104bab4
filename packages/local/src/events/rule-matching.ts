import type { Steps } from '../foundation/steps.ts';
import type { EventBus, Rule } from './bus.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';
import { takeApart } from './pattern/event-pattern.ts';

/** The enabled rules of the bus that match the event. */
export function* matchingRules(bus: EventBus, event: BusEvent): Steps<Rule[]> {
  yield* takeApart(event);
  const matching: Rule[] = [];
  for (const rule of bus.rules.values()) {
    if (rule.state === 'ENABLED' && rule.pattern?.matches(event) === true) matching.push(rule);
    yield;
  }
  return matching;
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
