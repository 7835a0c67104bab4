import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { PolicyDocument } from '../foundation/policy-document.ts';
import type { Operation, Service } from '../foundation/service.ts';
import { inBatch, readEntries } from './batch.ts';
import { LARGEST_MESSAGE_BYTES } from './message.ts';
import { createMoveTasks, sourcesOf } from './move-task.ts';
import type { Queue } from './queue.ts';
import { type AttributeTexts, attributeNames, checkAttributes, withStandards } from './queue-attributes.ts';
import { badReceipt, invalidParameter, noSuchQueue } from './queue-error.ts';
import { messageIdOf } from './receipt.ts';
import { inRange, receive } from './receive.ts';
import { createQueueRegistry, type QueueRegistry } from './registry.ts';
import { bytesToSend, send } from './send.ts';

export interface QueuesOptions {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  /** The address that is answered for a queue, as `http://127.0.0.1:4000/000000000000/orders`. */
  readonly urlOf: (name: string) => string;
  /** Whether the next message that is received stays visible, as SQS may deliver twice; never by default. */
  readonly isDuplicated?: () => boolean;
  /** Told of each change of a queue's policy, so that it is enforced. */
  readonly onPolicy: (queueArn: string, policy: PolicyDocument | undefined) => void;
}

/** SQS: standard queues. */
export interface Queues {
  readonly service: Service;
  /** Resolves once the queue may have a visible message; for those who must not poll. */
  arrival(queueArn: string, signal: AbortSignal): Promise<void>;
  /** Ends long polls and move tasks. */
  stop(): void;
}

export function createQueues({
  clock,
  store,
  urlOf,
  onPolicy,
  isDuplicated = () => false,
}: QueuesOptions): Queues {
  const registry = createQueueRegistry(clock, store);
  const moveTasks = createMoveTasks(clock, registry);
  const closing = new AbortController();
  const operations: Record<string, Operation> = {
    ...queueOperations(registry, { clock, urlOf, onPolicy }),
    ...messageOperations(registry, clock, closing.signal, isDuplicated),
    StartMessageMoveTask: async (input) => moveTasks.start(input),
    ListMessageMoveTasks: async (input) => moveTasks.list(input),
    CancelMessageMoveTask: async (input) => moveTasks.cancel(input),
  };
  return {
    service: { operations },
    async arrival(queueArn, signal) {
      const queue = registry.byArn(queueArn);
      if (queue === undefined) throw noSuchQueue();
      await queue.arrival(signal);
    },
    stop() {
      closing.abort();
      moveTasks.stop();
    },
  };
}

function queueOperations(
  registry: QueueRegistry,
  { clock, urlOf, onPolicy }: Omit<QueuesOptions, 'store'>,
): Record<string, Operation> {
  const urls = (queues: readonly Queue[]) => queues.map((queue) => urlOf(queue.name));
  return {
    CreateQueue: async (input, caller) => {
      const name = String(input.QueueName);
      if (!/^[\w-]{1,80}$/.test(name)) {
        const reason = name.endsWith('.fifo')
          ? 'FIFO queues are not supported by the local runtime.'
          : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
        throw invalidParameter(reason);
      }
      const attributes = checkAttributes((input.Attributes ?? {}) as AttributeTexts);
      const existing = registry.byName(name);
      const differing = Object.keys(attributes).find(
        (key) => existing && existing.attributes[key] !== attributes[key],
      );
      if (differing !== undefined) {
        throw new AwsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${differing}`,
        );
      }
      const queue = existing ?? registry.create(name, withStandards(attributes), caller);
      if (existing === undefined) onPolicy(queue.arn, policyOf(queue));
      for (const [key, value] of Object.entries((input.tags ?? {}) as AttributeTexts))
        queue.tags.set(key, value);
      return { QueueUrl: urlOf(queue.name) };
    },
    DeleteQueue: async (input) => void registry.remove(registry.byUrl(input.QueueUrl)),
    GetQueueUrl: async (input) => {
      const queue = registry.byName(String(input.QueueName));
      if (queue === undefined) throw noSuchQueue();
      return { QueueUrl: urlOf(queue.name) };
    },
    ListQueues: async (input) => ({
      QueueUrls: urls(
        registry.all().filter((queue) => queue.name.startsWith(String(input.QueueNamePrefix ?? ''))),
      ),
    }),
    GetQueueAttributes: async (input) => ({
      Attributes: showAttributes(registry.byUrl(input.QueueUrl), input.AttributeNames),
    }),
    SetQueueAttributes: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      queue.attributes = {
        ...queue.attributes,
        ...checkAttributes((input.Attributes ?? {}) as AttributeTexts),
      };
      queue.modifiedAt = clock.now();
      onPolicy(queue.arn, policyOf(queue));
    },
    PurgeQueue: async (input) => registry.byUrl(input.QueueUrl).purge(),
    ListDeadLetterSourceQueues: async (input) => ({
      queueUrls: urls(sourcesOf(registry, registry.byUrl(input.QueueUrl))),
    }),
    TagQueue: async (input) => {
      const { tags } = registry.byUrl(input.QueueUrl);
      for (const [key, value] of Object.entries((input.Tags ?? {}) as AttributeTexts)) tags.set(key, value);
    },
    UntagQueue: async (input) => {
      const { tags } = registry.byUrl(input.QueueUrl);
      for (const key of (input.TagKeys ?? []) as string[]) tags.delete(key);
    },
    ListQueueTags: async (input) => ({ Tags: Object.fromEntries(registry.byUrl(input.QueueUrl).tags) }),
  };
}

function policyOf({ attributes: { Policy } }: Queue): PolicyDocument | undefined {
  if (Policy === undefined || Policy === '') return undefined;
  try {
    return JSON.parse(Policy) as PolicyDocument;
  } catch {
    throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
  }
}

function messageOperations(
  registry: QueueRegistry,
  clock: Clock,
  closing: AbortSignal,
  isDuplicated: () => boolean,
): Record<string, Operation> {
  return {
    SendMessage: async (input, caller) => send(registry.byUrl(input.QueueUrl), input, caller, clock),
    SendMessageBatch: async (input, caller) => {
      const queue = registry.byUrl(input.QueueUrl);
      const bytes = readEntries(input).reduce((sum, entry) => sum + bytesToSend(entry), 0);
      if (bytes > LARGEST_MESSAGE_BYTES) {
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${LARGEST_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return inBatch(input, (entry) => send(queue, entry, caller, clock));
    },
    ReceiveMessage: async (input) =>
      receive(registry.byUrl(input.QueueUrl), input, { clock, closing, isDuplicated }),
    DeleteMessage: async (input) => void deleteMessage(registry.byUrl(input.QueueUrl), input.ReceiptHandle),
    DeleteMessageBatch: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      return inBatch(input, (entry) => deleteMessage(queue, entry.ReceiptHandle));
    },
    ChangeMessageVisibility: async (input) =>
      void changeVisibility(registry.byUrl(input.QueueUrl), input, clock),
    ChangeMessageVisibilityBatch: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      return inBatch(input, (entry) => changeVisibility(queue, entry, clock));
    },
  };
}

function deleteMessage(queue: Queue, receipt: unknown): object {
  if (messageIdOf(String(receipt)) === undefined) throw badReceipt(receipt);
  const message = queue.received(String(receipt));
  if (message !== undefined) queue.remove(message);
  return {};
}

function changeVisibility(queue: Queue, input: Record<string, unknown>, clock: Clock): object {
  const seconds = inRange(input.VisibilityTimeout, 'VisibilityTimeout', 0, 43_200);
  if (messageIdOf(String(input.ReceiptHandle)) === undefined) throw badReceipt(input.ReceiptHandle);
  const message = queue.received(String(input.ReceiptHandle));
  if (message === undefined || message.visibleAt <= clock.now()) {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  queue.hide(message, seconds);
  return {};
}

function showAttributes(queue: Queue, asked: unknown): Record<string, string> {
  const names = Array.isArray(asked) ? asked.map(String) : [];
  const unknown = names.find((name) => name !== 'All' && !attributeNames.includes(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const counts = queue.counts();
  const all: Record<string, string> = {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)),
  );
}
