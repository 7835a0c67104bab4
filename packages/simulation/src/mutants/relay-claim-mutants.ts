import type { CallbackStore } from '@callback-relay/callbacks-table';
import type { Mutant } from './mutant.ts';

/** Mistakes about the claim: who gets the right to settle, and what is on the row before the call. */
export const relayClaimMutants: readonly Mutant[] = [
  {
    name: 'claims-without-the-condition',
    promise: 'promise-2',
    within: 500,
    mutations: store((store) => ({
      async claim(claim) {
        const answer = await store.claim(claim);
        const row = answer.claimed ? undefined : await store.read(claim.correlationId);
        return row?.state === 'settling' ? { claimed: true, before: row } : answer;
      },
    })),
  },
  {
    name: 'sends-before-the-row-is-written',
    promise: 'promise-2',
    within: 500,
    mutations: store((store) => ({
      async claim(claim) {
        const row = await store.read(claim.correlationId);
        return row?.state === 'waiting' ? { claimed: true, before: row } : store.claim(claim);
      },
    })),
  },
  {
    name: 'takes-every-time-out-as-late',
    promise: 'promise-4',
    within: 500,
    mutations: store((store) => ({
      async claim(claim) {
        const answer = await store.claim(claim);
        if (!answer.claimed || answer.before.state !== 'settling') return answer;
        return { claimed: true, before: { ...answer.before, attempts: [] } };
      },
      // And written whichever other handling is at it: else it would read the row again and again.
      close: (closing) => store.close({ ...closing, alone: false }),
    })),
  },
  {
    name: 'answers-without-a-source-check',
    promise: 'promise-8',
    within: 100,
    mutations: store((store) => ({
      async claim(claim) {
        const answer = await store.claim(claim);
        const row = answer.claimed ? undefined : await store.read(claim.correlationId);
        if (row?.state !== 'waiting') return answer;
        const { allowedSources, allowedAccounts } = row;
        const account = allowedAccounts?.[0] ?? claim.account;
        return store.claim({ ...claim, account, source: allowedSources[0] ?? claim.source });
      },
    })),
  },
];

function store(changed: (store: CallbackStore) => Partial<CallbackStore>): Mutant['mutations'] {
  return { relay: (relay) => ({ ...relay, store: { ...relay.store, ...changed(relay.store) } }) };
}
