import { seededRandomness } from '../engine/randomness.ts';
import type { Scenario } from './scenario.ts';
import type { Span } from './span.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** At once, before the relay has looked for the last time for callbacks of the end before, or long after. */
const spans: readonly Span[] = [
  [1, SECOND],
  [SECOND, 3 * MINUTE],
  [3 * MINUTE, 60 * MINUTE],
];

/** Executions that are redriven. Drawn from a stream of its own: whatever else a seed draws stays as it is. */
export function withRedrives(scenario: Scenario, seed: number): Scenario {
  const random = seededRandomness(~seed);
  const executions = scenario.executions.map((planned) => {
    if (!random.chance(0.2)) return planned;
    const redriveAfter = random.integer(...random.pick(spans));
    return { ...planned, plan: { ...planned.plan, redriveAfter } };
  });
  return { ...scenario, executions };
}
