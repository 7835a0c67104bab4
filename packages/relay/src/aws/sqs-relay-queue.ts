import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RelayQueue } from '../ports/relay-queue.ts';

export interface RelayQueueUrls {
  readonly relayQueueUrl: string;
  readonly deferredQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export function sqsRelayQueue(client: SQSClient, urls: RelayQueueUrls): RelayQueue {
  return {
    async changeVisibility(receiptHandle, seconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: urls.relayQueueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
    async defer({ body, delaySeconds, attributes }) {
      const numbers = Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'Number', StringValue: String(value) },
      ]);
      await client.send(
        new SendMessageCommand({
          QueueUrl: urls.deferredQueueUrl,
          MessageBody: body,
          DelaySeconds: delaySeconds,
          MessageAttributes: Object.fromEntries(numbers),
        }),
      );
    },
    async sendToDeadLetterQueue({ body, reason }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urls.deadLetterQueueUrl,
          MessageBody: body,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        }),
      );
    },
  };
}
