import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RequestQueue } from '../ports.ts';

export function sqsRequestQueue(client: SQSClient): RequestQueue {
  return {
    async send(queueUrl, body) {
      const fifo = queueUrl.endsWith('.fifo') ? groupOfItsOwn(body) : {};
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...fifo }));
    },
  };
}

/**
 * What a FIFO queue wants of a message. Callbacks are answered in any order, so none waits in a group for another; the same
 * request that is sent again, because the answer of SQS was lost, is one message.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
function groupOfItsOwn(body: string) {
  const id = createHash('sha256').update(body).digest('hex');
  return { MessageGroupId: id, MessageDeduplicationId: id };
}
