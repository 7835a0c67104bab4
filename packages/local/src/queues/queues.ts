import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { Operation, Service } from '../foundation/service.ts';
import { inBatch, readEntries } from './batch.ts';
import { checkGroups } from './group.ts';
import { LARGEST_MESSAGE_BYTES } from './message.ts';
import { createMoveTasks } from './move-tasks.ts';
import { permissionOperations } from './permissions.ts';
import type { Queue } from './queue.ts';
import { badReceipt, invalidReceipt, noSuchQueue } from './queue-error.ts';
import { type QueuePorts, queueOperations } from './queue-operations.ts';
import { messageIdOf } from './receipt.ts';
import { inRange, receive } from './receive.ts';
import { createQueueRegistry, type QueueRegistry } from './registry.ts';
import { bytesToSend, send } from './send.ts';

export interface QueuesOptions extends Omit<QueuePorts, 'onRemoved'> {
  readonly store: KeyValueStore;
  readonly arnOfUrl: (url: string) => string;
  /** Whether the next message that is received stays visible, as SQS may deliver twice; never by default. */
  readonly isDuplicated?: () => boolean;
}

/** SQS: standard queues. */
export interface Queues {
  readonly service: Service;
  /** Resolves once the queue may have a visible message; for those who must not poll. */
  arrival(queueArn: string, signal: AbortSignal): Promise<void>;
  /** Messages that could be received. */
  visible(queueArn: string): number;
  /** Goes on with the move tasks of the process before: to be called when the queues are there. */
  resume(): void;
  /** Ends long polls, and this process's part of move tasks. */
  stop(): void;
}

export function createQueues({
  clock,
  store,
  urlOf,
  arnOfUrl,
  onPolicy,
  isDuplicated = () => false,
}: QueuesOptions): Queues {
  const registry = createQueueRegistry(clock, store, arnOfUrl);
  const moveTasks = createMoveTasks(clock, store, registry);
  const closing = new AbortController();
  const operations: Record<string, Operation> = {
    ...queueOperations(registry, { clock, urlOf, onPolicy, onRemoved: moveTasks.forgetGone }),
    ...permissionOperations(registry, { clock, onPolicy }),
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
    visible: (queueArn) => registry.byArn(queueArn)?.counts().visible ?? 0,
    resume: moveTasks.resume,
    stop() {
      closing.abort();
      moveTasks.stop();
    },
  };
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
      const entries = readEntries(input);
      const bytes = entries.reduce((sum, entry) => sum + bytesToSend(entry), 0);
      if (bytes > LARGEST_MESSAGE_BYTES) {
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${LARGEST_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      }
      checkGroups(queue, entries);
      return inBatch(input, (entry) => send(queue, entry, caller, clock, 'cannot be validated'));
    },
    ReceiveMessage: async (input) =>
      receive(registry.byUrl(input.QueueUrl), input, { clock, closing, isDuplicated }),
    DeleteMessage: async (input) => void deleteMessage(registry.byUrl(input.QueueUrl), input.ReceiptHandle),
    DeleteMessageBatch: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      return inBatch(input, (entry) => deleteMessage(queue, entry.ReceiptHandle));
    },
    ChangeMessageVisibility: async (input) => void changeVisibility(registry.byUrl(input.QueueUrl), input),
    ChangeMessageVisibilityBatch: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      return inBatch(input, (entry) => changeVisibility(queue, entry));
    },
  };
}

function deleteMessage(queue: Queue, receipt: unknown): object {
  if (messageIdOf(String(receipt)) === undefined) throw badReceipt(receipt);
  if (queue.isExpired(String(receipt))) throw invalidReceipt(receipt, 'The receipt handle has expired.');
  const message = queue.received(String(receipt));
  if (message !== undefined) queue.remove(message);
  return {};
}

function changeVisibility(queue: Queue, input: Record<string, unknown>): object {
  const seconds = inRange(input.VisibilityTimeout, 'VisibilityTimeout', 0, 43_200);
  if (messageIdOf(String(input.ReceiptHandle)) === undefined) throw badReceipt(input.ReceiptHandle);
  // An extension that comes after the time ran out is taken, also where another receive has the message since (recorded).
  const message = queue.ofReceipt(String(input.ReceiptHandle));
  if (message === undefined) {
    throw invalidReceipt(
      input.ReceiptHandle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  queue.hide(message, seconds);
  return {};
}
