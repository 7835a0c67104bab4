import { callCount } from '../src/engine/call-count.ts';
import { noFaults } from '../src/engine/fault-rates.ts';
import { seededRandomness } from '../src/engine/randomness.ts';
import { type Simulator, simulator } from '../src/engine/simulator.ts';
import { noTrace } from '../src/engine/trace.ts';
import { virtualTime } from '../src/engine/virtual-time.ts';

/** A simulator at time 0 in which nothing fails. */
export function quietSimulator(seed = 1): Simulator {
  const parts = { random: seededRandomness(seed), time: virtualTime(0), trace: noTrace };
  return simulator({ ...parts, calls: callCount(), outages: [] }, noFaults);
}
