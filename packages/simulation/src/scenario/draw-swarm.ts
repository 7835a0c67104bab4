import type { Randomness } from '../engine/randomness.ts';
import { drawSituation } from './draw-situation.ts';
import { drawUsual, type Swarm } from './swarm.ts';

/** Two of five seeds look at everything, the others at what seldom meets by itself. */
export function drawSwarm(random: Randomness): Swarm {
  const usual = drawUsual(random);
  return random.chance(0.4) ? usual : { ...usual, ...drawSituation(random) };
}
