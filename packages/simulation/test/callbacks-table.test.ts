import type { CallbackStore, OpeningStore } from '@callback-relay/callbacks-table';
import {
  behavesAsCallbackStore,
  behavesAsOpeningStore,
} from '@callback-relay/callbacks-table/model/behaviour';
import { describe } from 'vitest';
import { callCount } from '../src/engine/call-count.ts';
import { noFaults } from '../src/engine/fault-rates.ts';
import { seededRandomness } from '../src/engine/randomness.ts';
import { simulator } from '../src/engine/simulator.ts';
import { noTrace } from '../src/engine/trace.ts';
import { virtualTime } from '../src/engine/virtual-time.ts';
import { callbacksTable } from '../src/services/callbacks-table.ts';
import type { Local } from '../src/services/remote.ts';

/** The table at the beginning of time, where no row has expired; every call waits until the index has followed. */
function tableUnderTest(seed: number) {
  const time = virtualTime(0);
  const parts = { random: seededRandomness(seed), time, trace: noTrace, calls: callCount(), outages: [] };
  const table = callbacksTable(simulator(parts, noFaults));

  function settled<Port extends object>(local: Local<Port>): Port {
    const methods = Object.entries<(...input: never[]) => unknown>(local).map(([name, effect]) => [
      name,
      async (...input: never[]) => {
        const answer = effect(...input);
        await time.run(100);
        return answer;
      },
    ]);
    return Object.fromEntries(methods) as Port;
  }
  return {
    callbackStore: settled<CallbackStore>(table.callbackStore),
    openingStore: settled<OpeningStore>(table.openingStore),
    put: async (row: Parameters<typeof table.put>[0]) => {
      table.put(row);
      await time.run(100);
    },
    get: async (key: string) => table.get(key),
  };
}

// Of two seeds one table tells the row of a refused condition and the other does not.
describe.each([1, 2, 3, 4])('the simulated callbacks table, seed %i', (seed) => {
  behavesAsCallbackStore(async () => {
    const { callbackStore, put, get } = tableUnderTest(seed);
    return {
      store: callbackStore,
      put,
      putAttempt: (correlationId, attempt) => put({ correlationId, attempt, expiresAt: 1 }),
      get: async (key) => {
        const row = await get(key);
        return row !== undefined && 'state' in row ? row : undefined;
      },
    };
  });
  behavesAsOpeningStore(async () => {
    const { openingStore, put, get } = tableUnderTest(seed);
    return { store: openingStore, put, get };
  });
});
