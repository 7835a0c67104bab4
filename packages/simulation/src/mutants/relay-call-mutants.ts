import { cancelledEventType } from '@callback-relay/contract';
import type { Relay } from '@callback-relay/relay';
import { ServiceError } from '../engine/service-error.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes about Step Functions, the bus, and the batch as a whole. */
export const relayCallMutants: readonly Mutant[] = [
  {
    name: 'acknowledges-before-it-settles',
    promise: 'promise-1',
    within: 100,
    mutations: {
      relayHandler: (handle) => async (records) => {
        void handle(records).catch(() => {});
        return { batchItemFailures: [] };
      },
    },
  },
  {
    name: 'fails-the-batch-for-one-record',
    promise: 'promise-6',
    within: 200,
    mutations: {
      relayHandler: (handle) => async (records) => {
        const { batchItemFailures } = await handle(records);
        if (batchItemFailures.length === 0) return { batchItemFailures };
        return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
    },
  },
  {
    name: 'closes-the-row-on-a-throttle',
    promise: 'promise-5',
    within: 600,
    mutations: tasks(({ tasks }) => ({
      ...tasks,
      sendTaskSuccess: (token, output) => tasks.sendTaskSuccess(token, output).catch(asFinal),
      sendTaskFailure: (token, error, cause) => tasks.sendTaskFailure(token, error, cause).catch(asFinal),
    })),
  },
  {
    name: 'sends-each-heartbeat-twice',
    promise: 'promise-10',
    within: 50,
    mutations: tasks(({ tasks }) => ({
      ...tasks,
      async sendTaskHeartbeat(token) {
        await tasks.sendTaskHeartbeat(token);
        await tasks.sendTaskHeartbeat(token);
      },
    })),
  },
  {
    name: 'publishes-no-cancellation',
    promise: 'promise-9',
    within: 50,
    mutations: {
      relay: (relay) => ({
        ...relay,
        eventBus: {
          putEvents: async (entries) =>
            entries.some(({ detailType }) => detailType === cancelledEventType)
              ? entries.map(() => undefined)
              : relay.eventBus.putEvents(entries),
        },
      }),
    },
  },
];

function tasks(changed: (relay: Relay) => Relay['tasks']): Mutant['mutations'] {
  return { relay: (relay) => ({ ...relay, tasks: changed(relay) }) };
}

/** A throttle, taken for the end of the task. */
function asFinal(error: unknown): never {
  if (!(error instanceof ServiceError) || error.name !== 'ThrottlingException') throw error;
  throw new ServiceError('TaskTimedOut', 'Task Timed Out', 400);
}
