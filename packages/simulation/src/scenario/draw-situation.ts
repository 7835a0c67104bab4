import type { Randomness } from '../engine/randomness.ts';
import { crowded, shortOfQuota } from './crowds.ts';
import { breaksAsItEnds, endsAsItIsAnswered, timesOutAtAnyMoment } from './endings.ts';
import { opensIntoResults, opensLate } from './openings.ts';
import { fillsTheRow, parkedTimeIsUp } from './parked-results.ts';
import type { Swarm } from './swarm.ts';

/**
 * What seldom meets by itself, brought about on purpose: each concentrates on one race, and leaves out what would hide
 * it. Chance decides the rest, so that most of its seeds miss it by a little.
 */
type Situation = (random: Randomness) => Partial<Swarm>;

export function drawSituation(random: Randomness): Partial<Swarm> {
  let at = random.fraction();
  for (const [share, situation] of shares) {
    if (at < share) return situation(random);
    at -= share;
  }
  return crowded();
}

const shares: readonly (readonly [number, Situation])[] = [
  [0.2, fillsTheRow],
  [0.28, opensIntoResults],
  [0.16, endsAsItIsAnswered],
  [0.06, breaksAsItEnds],
  [0.1, parkedTimeIsUp],
  [0.08, opensLate],
  [0.06, timesOutAtAnyMoment],
  [0.06, shortOfQuota],
];
