import type { Randomness } from '../engine/randomness.ts';

/** No chance at all: every latency is the shortest, every choice the first. Only names are new each time. */
export function steadyRandomness(): Randomness {
  let drawn = 0;
  return {
    fraction: () => 0.5,
    integer: (low) => low,
    chance: (probability) => probability >= 0.5,
    pick: <T>(choices: readonly T[]): T => choices[0] as T,
    bytes(count) {
      drawn += 1;
      return Uint8Array.from({ length: count }, (_, at) => (at < 4 ? (drawn >>> (8 * at)) & 0xff : 0));
    },
  };
}
