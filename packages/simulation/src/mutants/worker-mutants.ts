import type { PublishOutcome } from '@callback-relay/worker/ports';
import type { Mutant } from './mutant.ts';

const accepted: PublishOutcome = { status: 'accepted', eventId: 'never looked at' };

/** Mistakes of the worker: a message is deleted though its result is not on the bus. */
export const workerMutants: readonly Mutant[] = [
  {
    name: 'deletes-the-request-before-its-result-is-out',
    promise: 'promise-1',
    within: 500,
    mutations: {
      publisher: ({ publish }) => ({
        publish: async (entries) => {
          void publish(entries);
          return entries.map(() => accepted);
        },
      }),
    },
  },
  {
    name: 'looks-at-no-failed-entry',
    promise: 'promise-1',
    within: 100,
    mutations: {
      publisher: ({ publish }) => ({
        publish: async (entries) => {
          await publish(entries);
          return entries.map(() => accepted);
        },
      }),
    },
  },
];
