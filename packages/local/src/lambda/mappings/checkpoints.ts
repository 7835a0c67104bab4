import type { KeyValueStore } from '../../foundation/data/key-value-store.ts';
import type { Mapping } from './mapping.ts';

/** Up to where mappings are done with their streams, over restarts. */
export interface Checkpoints {
  /** Marks where a mapping begins, unless it went on before. */
  begin(mapping: Mapping): void;
  of(mapping: Mapping): { get(): string | undefined; set(sequence: string): void };
  forget(mapping: Mapping): void;
}

/**
 * Sequence numbers by the mapping; a stream is read from its beginning where there is none.
 * @param latest the sequence number of the latest record of any stream
 */
export function createCheckpoints(store: KeyValueStore, latest: () => string): Checkpoints {
  const collection = store.collection<string>('checkpoints of event source mappings');
  const known = new Map(collection.entries());
  const set = (uuid: string, sequence: string) => {
    known.set(uuid, sequence);
    collection.put(uuid, sequence);
  };
  return {
    begin({ uuid, stream }) {
      if (stream?.startingPosition === 'LATEST' && !known.has(uuid)) set(uuid, latest());
    },
    of: ({ uuid }) => ({ get: () => known.get(uuid), set: (sequence) => set(uuid, sequence) }),
    forget({ uuid }) {
      known.delete(uuid);
      collection.remove(uuid);
    },
  };
}
