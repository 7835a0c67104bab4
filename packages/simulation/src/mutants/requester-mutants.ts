import type { NewCallback } from '@callback-relay/callbacks-table';
import type { Mutant } from './mutant.ts';

/** Mistakes of the requester: what it names, in which order it writes, and what it does about errors. */
export const requesterMutants: readonly Mutant[] = [
  {
    name: 'does-not-look-after-opening',
    promise: 'promise-3',
    within: 400,
    mutations: {
      requester: (requester) => ({ ...requester, eventBus: { publishOpened: async () => {} } }),
    },
  },
  {
    name: 'reuses-the-correlation-id-on-a-retry',
    promise: 'promise-2',
    within: 50,
    mutations: {
      requesterInput: (input) => ({
        ...input,
        businessKey: input.businessKey ?? `${input.executionArn.replaceAll(':', '.')}/${input.item}`,
      }),
    },
  },
  {
    name: 'does-not-know-of-redrives',
    promise: 'promise-9',
    within: 100,
    mutations: { requesterInput: ({ redriveCount: _, ...input }) => input },
  },
  {
    name: 'sends-the-request-before-it-opens',
    promise: 'promise-9',
    within: 500,
    mutations: {
      requester(requester) {
        const { store, queue } = requester;
        let waiting: NewCallback | undefined;
        return {
          ...requester,
          store: {
            ...store,
            open: async (opening) => {
              waiting = opening;
              return true;
            },
          },
          queue: {
            async send(queueUrl, body) {
              await queue.send(queueUrl, body);
              if (waiting !== undefined) await store.open(waiting);
            },
          },
        };
      },
    },
  },
  {
    name: 'goes-on-when-the-opening-fails',
    promise: 'promise-9',
    within: 100,
    mutations: {
      requester: ({ store, ...requester }) => ({
        ...requester,
        store: { ...store, open: (opening) => store.open(opening).catch(() => true) },
      }),
    },
  },
];
