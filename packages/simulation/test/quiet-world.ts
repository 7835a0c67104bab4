import { callCount } from '../src/engine/call-count.ts';
import { noFaults } from '../src/engine/fault-rates.ts';
import { seededRandomness } from '../src/engine/randomness.ts';
import { noTrace } from '../src/engine/trace.ts';
import { virtualTime } from '../src/engine/virtual-time.ts';
import { type World, world } from '../src/engine/world.ts';

/** A world at time 0 in which nothing fails. */
export function quietWorld(seed = 1): World {
  const parts = { random: seededRandomness(seed), time: virtualTime(0), trace: noTrace };
  return world({ ...parts, calls: callCount(), outages: [] }, noFaults);
}
