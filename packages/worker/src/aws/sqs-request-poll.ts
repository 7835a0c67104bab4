import type { SQSClient, Message as SqsMessage } from '@aws-sdk/client-sqs';
import { backOff } from '@callback-relay/contract/runtime';
import { Consumer } from 'sqs-consumer';
import { pause } from '../clock.ts';
import { receivedAt } from '../host/received-at.ts';
import type { Log } from '../log.ts';
import type { Processed, RequestMessage } from '../request/process-message.ts';
import { type ServiceClock, timeIn } from '../service-clock.ts';
import { pollingClient } from './polling-client.ts';

export interface RequestPoll {
  readonly queueUrl: string;
  readonly concurrency: number;
  readonly visibilitySeconds: number;
  readonly pollSeconds: number;
  readonly log: Log;
  /** Is set by what SQS answers. */
  readonly clock: ServiceClock;
  /** Aborted: no further poll is made; polls under way end in their own time, and what they bring is processed. */
  readonly stopping: AbortSignal;
  /** Aborted: what is not done goes back to the queue, visible at once. */
  readonly returningToQueue: AbortSignal;
  readonly process: (message: RequestMessage) => Promise<Processed>;
}

const DRAINED_POLL_MS = 10;

/**
 * Polls the request queue with one consumer for each piece of work at once: each takes one message, extends its
 * visibility while it is processed, deletes it when it is done, and takes the next. (One consumer with a batch would
 * take no further message until the slowest of its batch is done. And a poll is never aborted: SQS may have handed
 * out a message to it, which no other poll would then see before its visibility timeout.)
 */
export function pollRequests(poll: RequestPoll): { readonly drained: () => Promise<void> } {
  const sqs = observed(pollingClient({ waitSeconds: poll.pollSeconds, polls: poll.concurrency }), poll.clock);
  const consumers = Array.from({ length: poll.concurrency }, () => consumerOf(poll, sqs));
  for (const consumer of consumers) consumer.start();
  poll.stopping.addEventListener('abort', () => {
    for (const consumer of consumers) consumer.stop();
  });
  return {
    drained: async () => {
      // The library reports a consumer's end no earlier than a second later.
      while (consumers.some(({ status }) => status.isPolling)) await pause(poll.clock, DRAINED_POLL_MS);
    },
  };
}

/** Sets the clock by each answer, so that a deadline is held against the clock that it was set by. */
function observed(sqs: SQSClient, clock: ServiceClock): SQSClient {
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string> };
      const time = timeIn(headers);
      if (time !== undefined) clock.observe(time);
      return result;
    },
    { step: 'deserialize', name: 'observeServiceTime' },
  );
  return sqs;
}

/** Thrown to the consumer where a message is not done: it stays, and is hidden for a while. */
class NotDone extends Error {}

function consumerOf(poll: RequestPoll, sqs: SQSClient): Consumer {
  const { queueUrl, visibilitySeconds, log, returningToQueue } = poll;
  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: 1,
    waitTimeSeconds: poll.pollSeconds,
    visibilityTimeout: visibilitySeconds,
    heartbeatInterval: visibilitySeconds / 3,
    messageSystemAttributeNames: ['ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp'],
    terminateVisibilityTimeout: ([message]) =>
      returningToQueue.aborted ? 0 : retryDelaySeconds(message, visibilitySeconds),
    handleMessage: async (message) => {
      const processed = await poll.process({
        id: message.MessageId ?? '',
        body: message.Body ?? '',
        receiveCount: receiveCountOf(message),
        receivedAt: receivedAt(message.Attributes, poll.clock),
      });
      if (processed === 'retry') throw new NotDone();
      return message;
    },
  });
  consumer.on('error', (error) => log.warn('request queue', { reason: error.message }));
  return consumer;
}

/** Doubles with each receive, from 2 s up to the visibility timeout. */
function retryDelaySeconds(message: SqsMessage | undefined, longest: number): number {
  const seconds = backOff(receiveCountOf(message), { first: 2, longest }, Math.random);
  return Math.max(1, Math.round(seconds));
}

function receiveCountOf(message: SqsMessage | undefined): number {
  return Number(message?.Attributes?.ApproximateReceiveCount ?? 1);
}
