import type { Store } from './foundation/data/store.ts';
import { createStoredKeyValueStore } from './foundation/data/stored-key-value-store.ts';
import { createStoredStates } from './states/store/stored-states.ts';

/** What services keep in the store of a data folder; without one they keep it in memory, and nothing of this is loaded. */
export function keptStores(store: Store) {
  return {
    keyValues: createStoredKeyValueStore(store),
    states: createStoredStates(store),
  };
}
