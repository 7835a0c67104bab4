import { ReceiveMessageCommand, SQSClient, type Message as SqsMessage } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { pause, systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Message, Processed } from '../process-message.ts';

export interface RequestPoll {
  readonly queueUrl: string;
  readonly concurrency: number;
  readonly visibilitySeconds: number;
  readonly log: Log;
  /** Aborted: no further message is taken; what is at work is finished. */
  readonly stopping: AbortSignal;
  readonly process: (message: Message) => Promise<Processed>;
}

const LONG_POLL_SECONDS = 20;
const LOOK_AGAIN_MS = 10;

/**
 * Polls the request queue with one consumer for each piece of work at once: each takes one message, extends its
 * visibility while it is processed, deletes it when it is done, and takes the next. (One consumer with a batch would
 * take no further message until the slowest of its batch is done.)
 */
export function pollRequests(poll: RequestPoll): { readonly drained: () => Promise<void> } {
  const sqs = untilStopping(new SQSClient({}), poll.stopping);
  const consumers = Array.from({ length: poll.concurrency }, () => consumerOf(poll, sqs));
  for (const consumer of consumers) consumer.start();
  poll.stopping.addEventListener('abort', () => {
    for (const consumer of consumers) consumer.stop();
  });
  return {
    drained: async () => {
      // The library tells of a consumer's end no earlier than a second later.
      while (consumers.some(({ status }) => status.isPolling)) await pause(systemClock, LOOK_AGAIN_MS);
    },
  };
}

/** Tells the consumer that a message is not done: it stays, and is hidden for a while. */
class NotDone extends Error {}

function consumerOf(poll: RequestPoll, sqs: SQSClient): Consumer {
  const { queueUrl, visibilitySeconds, log, stopping } = poll;
  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: 1,
    waitTimeSeconds: LONG_POLL_SECONDS,
    visibilityTimeout: visibilitySeconds,
    heartbeatInterval: visibilitySeconds / 3,
    messageSystemAttributeNames: ['ApproximateReceiveCount'],
    terminateVisibilityTimeout: ([message]) => (stopping.aborted ? 0 : backoff(message, visibilitySeconds)),
    handleMessage: async (message) => {
      // It came with the poll that was under way when the worker was told to stop.
      if (stopping.aborted) throw new NotDone();
      const processed = await poll.process({
        id: message.MessageId ?? '',
        body: message.Body ?? '',
        receiveCount: receiveCountOf(message),
      });
      if (processed === 'again') throw new NotDone();
      return message;
    },
  });
  consumer.on('error', (error) => {
    if (!stopping.aborted) log.warn('request queue', { reason: error.message });
  });
  return consumer;
}

/** Doubles with each receive: 2 s, 4 s, … up to the visibility timeout. */
function backoff(message: SqsMessage | undefined, most: number): number {
  return Math.min(2 ** receiveCountOf(message), most);
}

function receiveCountOf(message: SqsMessage | undefined): number {
  return Number(message?.Attributes?.ApproximateReceiveCount ?? 1);
}

/**
 * A client whose long polls end when the worker is told to stop, while what is done is still deleted. The
 * consumer's own way to abort would abort the deletes too.
 */
function untilStopping(client: SQSClient, stopping: AbortSignal): SQSClient {
  const send = (command: unknown, options: object): Promise<unknown> => {
    const abort = command instanceof ReceiveMessageCommand ? { abortSignal: stopping } : {};
    return client.send(command as ReceiveMessageCommand, { ...options, ...abort });
  };
  return Object.assign(Object.create(client) as SQSClient, { send });
}
