/** The two clocks of a machine, in milliseconds. */
export interface Clocks {
  /** Never set, and what figures are measured by. */
  monotonic(): number;
  /** What time-outs of the runtime go by; an administrator may set it. */
  wall(): number;
}

export const machineClocks: Clocks = { monotonic: () => performance.now(), wall: Date.now };

/** Slewing moves a clock by half a millisecond a second: https://man7.org/linux/man-pages/man2/adjtimex.2.html */
const LEAST_JUMP_MS = 1_000;

/** By how many milliseconds the wall clock has been set since; 0 where it has only gone on. */
export function watchForJump({ monotonic, wall }: Clocks): () => number {
  const offset = wall() - monotonic();
  return () => {
    const moved = Math.round(wall() - monotonic() - offset);
    return Math.abs(moved) < LEAST_JUMP_MS ? 0 : moved;
  };
}
