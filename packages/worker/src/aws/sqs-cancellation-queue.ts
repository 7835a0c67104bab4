import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { CancellationQueue } from '../cancellation-queue.ts';

const LONG_POLL_SECONDS = 20;
/** Long enough to look a callback up, short enough that a crash here does not keep the notice from others. */
const VISIBILITY_SECONDS = 10;

/** The cancellation queue on SQS. Without a client, one that the usual AWS environment variables configure. */
export function sqsCancellationQueue(
  queueUrl: string,
  client: SQSClient = new SQSClient({}),
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
    putBack: async (ReceiptHandle, VisibilityTimeout) => {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
  };
}
