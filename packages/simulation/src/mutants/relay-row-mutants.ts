import type { CallbackStore } from '@callback-relay/callbacks-table';
import type { Mutant } from './mutant.ts';

/** Faults about what is kept on the row, for how long, and what is taken off it. */
export const relayRowMutants: readonly Mutant[] = [
  {
    name: 'parks-for-ever',
    promise: 'promise-9',
    within: 50,
    mutations: store((store) => ({
      park: (parking) => store.park({ ...parking, expiresAt: Number.MAX_SAFE_INTEGER }),
    })),
  },
  {
    name: 'publishes-unclaimed-and-leaves-the-result-parked',
    promise: 'promise-1',
    within: 1_000,
    mutations: store(() => ({ unclaim: async () => true })),
  },
  {
    name: 'forgets-its-verdicts',
    promise: 'promise-1',
    within: 500,
    mutations: store(() => ({ remember: async () => true })),
  },
  {
    name: 'keeps-the-token-of-a-settled-row',
    promise: 'promise-7',
    within: 20,
    mutations: store((store) => {
      const tokens = new Map<string, string>();
      return {
        async claim(claim) {
          const answer = await store.claim(claim);
          if (answer.claimed) tokens.set(claim.correlationId, answer.before.taskToken);
          return answer;
        },
        closeAll: (rows) =>
          store.closeAll(rows.map((row) => ({ ...row, taskToken: tokens.get(row.correlationId) }))),
      };
    }),
  },
];

function store(changed: (store: CallbackStore) => Partial<CallbackStore>): Mutant['mutations'] {
  return { relay: (relay) => ({ ...relay, store: { ...relay.store, ...changed(relay.store) } }) };
}
