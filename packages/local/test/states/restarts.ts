import { afterEach, beforeEach } from 'vitest';
import { openStore, type Store } from '../../src/foundation/data/store.ts';
import { createStoredStates } from '../../src/states/store/stored-states.ts';
import { setUp } from './harness.ts';

/** Test helper: a store for each test of a file, and runtimes on it, one after another. */
export const restarts = () => {
  let store: Store;
  beforeEach(() => {
    store = openStore();
  });
  afterEach(() => store.close());
  return {
    store: () => store,
    /** A runtime of its own; the one before is left as a crash leaves it: it is never stopped. */
    async boot(more: Parameters<typeof setUp>[0] = {}) {
      const world = setUp({ store: createStoredStates(store), ...more });
      (await world.states.restoring())();
      return world;
    },
  };
};
