/** The states that several threads have come to: 64 bits of the digest of each, in memory that they share. */
export interface SharedStates {
  readonly memory: SharedArrayBuffer;
  /** Notes a state, of which `stateOf` has made the digest; whether no thread has come to it before. */
  isNew(digest: string): boolean;
}

/** 32 MB. No scenario comes to half as many states, so a free slot is near; one that came to more would end with an error. */
const SLOTS = 2 ** 22;
/** Slots that are tried for a state. */
const MOST_PROBES = 10_000;

export function sharedStates(
  memory = new SharedArrayBuffer(SLOTS * BigInt64Array.BYTES_PER_ELEMENT),
): SharedStates {
  const slots = new BigInt64Array(memory);
  return {
    memory,
    isNew(digest) {
      const bytes = Buffer.from(digest, 'base64');
      // An empty slot is zero.
      const key = bytes.readBigInt64LE() || 1n;
      const first = bytes.readUInt32LE(8);
      for (let probe = 0; probe < MOST_PROBES; probe++) {
        const before = Atomics.compareExchange(slots, (first + probe) % slots.length, 0n, key);
        if (before === 0n) return true;
        if (before === key) return false;
      }
      throw new Error(`more states than there is room for: ${slots.length} slots`);
    },
  };
}
