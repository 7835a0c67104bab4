import type { Randomness } from '../engine/randomness.ts';
import type { Swarm } from './swarm.ts';

/** Calls overtake each other by seconds, and messages come in copies. */
export function overtaking(random: Randomness): Swarm['rates'] {
  return {
    slow: random.pick([0.2, 0.5]),
    duplicate: random.pick([0.3, 0.6]),
    delay: 0,
    hangs: random.pick([0, 0.1]),
  };
}
