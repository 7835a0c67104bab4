import type { Randomness } from '../engine/randomness.ts';
import { drawSituation } from './situations.ts';
import { drawUsual, type Swarm } from './swarm.ts';

/** Half of the seeds look at everything, the others at what seldom meets by itself. */
export function drawSwarm(random: Randomness): Swarm {
  const usual = drawUsual(random);
  return random.chance(0.5) ? usual : { ...usual, ...drawSituation(random) };
}
