import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { CancellationQueue } from '../cancellation/cancellation-queue.ts';
import { pollingClient } from './polling-client.ts';

/**
 * Both are short because the poll is aborted when the work is over: SQS may still hand out a notice to it, which
 * others then see after the visibility timeout.
 */
const LONG_POLL_SECONDS = 5;
const VISIBILITY_SECONDS = 5;

/** The cancellation queue on SQS. Without a client, one that the usual AWS environment variables configure. */
export function sqsCancellationQueue(
  queueUrl: string,
  client: SQSClient = pollingClient({ waitSeconds: LONG_POLL_SECONDS, polls: 1 }),
): CancellationQueue {
  const QueueUrl = queueUrl;
  return {
    receive: async (signal) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: LONG_POLL_SECONDS,
          VisibilityTimeout: VISIBILITY_SECONDS,
          MessageSystemAttributeNames: ['SentTimestamp'],
        }),
        { abortSignal: signal },
      );
      return Messages.map(({ Body = '', ReceiptHandle = '', Attributes }) => ({
        body: Body,
        receiptHandle: ReceiptHandle,
        sentAt: Number(Attributes?.SentTimestamp ?? 0),
      }));
    },
    delete: async (ReceiptHandle) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    changeVisibility: async (ReceiptHandle, VisibilityTimeout) => {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
  };
}
