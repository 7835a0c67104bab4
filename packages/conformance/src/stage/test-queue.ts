import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue that the kit sends to and looks at. */
export interface TestQueue {
  readonly url: string;
  send(body: string): Promise<void>;
  /** Messages on it: those that wait, and those that somebody has taken and not deleted. */
  left(): Promise<{ readonly waiting: number; readonly taken: number }>;
  purge(): Promise<void>;
}

export function testQueue(sqs: SQSClient, url: string): TestQueue {
  return {
    url,
    send: async (body) => {
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
    purge: async () => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    },
  };
}

/** Whether nothing is left, in the shape that `until` waits for. */
export async function isEmpty(queue: TestQueue): Promise<true | undefined> {
  const { waiting, taken } = await queue.left();
  return waiting + taken === 0 ? true : undefined;
}

/** Whether somebody has taken the one message of the queue and works on it. */
export async function isTaken(queue: TestQueue): Promise<true | undefined> {
  const { waiting, taken } = await queue.left();
  return waiting === 0 && taken > 0 ? true : undefined;
}
