/** The one source of chance of a run: the same seed gives the same draws in the same order. */
export interface Randomness {
  /** A fraction in [0, 1). */
  fraction(): number;
  /** A whole number in [low, high]. */
  integer(low: number, high: number): number;
  /** True this often, `probability` in [0, 1]. */
  chance(probability: number): boolean;
  /** One of `choices`, which must not be empty. */
  pick<T>(choices: readonly T[]): T;
  bytes(count: number): Uint8Array;
}

/** sfc32, seeded through splitmix32 so that neighbouring seeds share nothing. */
export function seededRandomness(seed: number): Randomness {
  const next = sfc32(seed);
  const fraction = () => next() / 0x1_0000_0000;
  const integer = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick: <T>(choices: readonly T[]): T => choices[integer(0, choices.length - 1)] as T,
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
  };
}

function sfc32(seed: number): () => number {
  const sow = splitmix32(seed);
  let [a, b, c, counter] = [sow(), sow(), sow(), 1];
  return () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = mixed ^ (mixed >>> 15);
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
