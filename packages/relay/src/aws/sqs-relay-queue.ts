import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RelayQueue } from '../ports/relay-queue.ts';

export interface RelayQueueUrls {
  readonly relayQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export function sqsRelayQueue(
  client: SQSClient,
  { relayQueueUrl, deadLetterQueueUrl }: RelayQueueUrls,
): RelayQueue {
  return {
    async changeVisibility(receiptHandle, seconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: relayQueueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
    async sendToDeadLetters({ body, reason }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MessageBody: body,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        }),
      );
    },
  };
}
