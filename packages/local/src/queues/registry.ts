import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { Caller } from '../foundation/service.ts';
import { createDeduplication, type Taken } from './deduplication.ts';
import type { Message } from './message.ts';
import { createQueue, isFifoName, type Queue } from './queue.ts';
import type { AttributeTexts } from './queue-attributes.ts';
import { missingParameter, noSuchQueue } from './queue-error.ts';

export interface QueueRegistry {
  create(name: string, attributes: AttributeTexts, caller: Caller): Queue;
  byName(name: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  /** @throws AwsError QueueDoesNotExist, MissingParameter */
  byUrl(url: unknown): Queue;
  /** Resolves once the queue is gone, which it is when its messages are. */
  remove(queue: Queue): Promise<void>;
  all(): Queue[];
}

export function createQueueRegistry(
  clock: Clock,
  store: KeyValueStore,
  arnOfUrl: (url: string) => string,
): QueueRegistry {
  const queues = new Map<string, Queue>();
  const byArn = (arn: string) => {
    const queue = queues.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  };
  return {
    create(name, attributes, { account, region }) {
      const queue = createQueue(
        { name, arn: `arn:aws:sqs:${region}:${account}:${name}`, createdAt: clock.now(), attributes },
        {
          ...{ clock, queueByArn: byArn },
          collection: store.collection<Message>(`messages of ${name}`),
          ...(isFifoName(name) && {
            deduplication: createDeduplication(clock, store.collection<Taken>(`deduplication of ${name}`)),
          }),
        },
      );
      queues.set(name, queue);
      return queue;
    },
    byName: (name) => queues.get(name),
    byArn,
    byUrl(url) {
      if (typeof url !== 'string' || url === '') throw missingParameter('QueueUrl');
      const queue = byArn(arnOfUrl(url));
      if (queue === undefined) throw noSuchQueue();
      return queue;
    },
    async remove(queue) {
      // What is sent meanwhile goes too: a queue that is made again by this name must not have it.
      do await queue.purge();
      while (!queue.isEmpty());
      if (queues.get(queue.name) === queue) queues.delete(queue.name);
    },
    all: () => [...queues.values()],
  };
}
