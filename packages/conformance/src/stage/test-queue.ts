import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ReceivedMessages } from './received-messages.ts';

/** A queue that the kit sends to and looks at. */
export interface TestQueue {
  readonly url: string;
  /** Every body that was sent. */
  readonly sent: readonly string[];
  send(body: string): Promise<void>;
  /** Messages on it: those that wait, and those that a worker has taken and not deleted. */
  left(): Promise<{ readonly waiting: number; readonly taken: number }>;
  /** Deletes every message, those that the worker has taken too. (PurgeQueue is allowed once in 60 seconds.) */
  empty(): Promise<void>;
}

export function testQueue(sqs: SQSClient, url: string, received: ReceivedMessages): TestQueue {
  const remove = (ReceiptHandle: string) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  const sent: string[] = [];
  return {
    url,
    sent,
    send: async (body) => {
      sent.push(body);
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
    left: async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return {
        waiting: Number(Attributes.ApproximateNumberOfMessages),
        taken: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
      };
    },
    empty: async () => {
      // A handle of what is gone already deletes nothing.
      await Promise.allSettled(received.handlesOf(url).map(remove));
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
        );
        if (Messages.length === 0) return;
        await Promise.all(Messages.map(({ ReceiptHandle = '' }) => remove(ReceiptHandle)));
      }
    },
  };
}

/** Whether nothing is left, in the shape that `until` waits for. */
export async function isEmpty(queue: TestQueue): Promise<true | undefined> {
  const { waiting, taken } = await queue.left();
  return waiting + taken === 0 ? true : undefined;
}

/** Whether a worker has taken the one message of the queue and works on it. */
export async function isTaken(queue: TestQueue): Promise<true | undefined> {
  const { waiting, taken } = await queue.left();
  return waiting === 0 && taken > 0 ? true : undefined;
}
