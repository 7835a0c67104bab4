import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Callbacks } from '../callbacks.ts';

const READERS = 2;
const POLL_MS = 5;

/**
 * The classic path on another product's endpoint: the state machine sends its token to a queue, and the reader of the queue answers
 * it. It is the least that a callback can be there, because the endpoint runs no functions without Docker.
 */
export async function directCallbacks(endpoint: string): Promise<Callbacks> {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const states = new SFNClient(config);
  const queues = new SQSClient(config);
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'requests' }));
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({
      name: 'bench',
      roleArn: 'arn:aws:iam::000000000000:role/bench',
      definition: JSON.stringify(definitionOf(QueueUrl)),
    }),
  );
  const stopping = new AbortController();
  async function read(): Promise<void> {
    while (!stopping.signal.aborted) {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
      const { Messages = [] } = await queues.send(receive);
      await Promise.all(Messages.map(({ Body = '', ReceiptHandle }) => answer(Body, ReceiptHandle)));
    }
  }
  async function answer(body: string, ReceiptHandle: string | undefined): Promise<void> {
    const { taskToken } = JSON.parse(body) as { taskToken: string };
    await states.send(new SendTaskSuccessCommand({ taskToken, output: '{"answered":true}' }));
    await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  const reading = Promise.all(Array.from({ length: READERS }, read));
  // A server that is gone fails the callbacks themselves.
  reading.catch(() => {});
  return {
    async openAndAnswer() {
      const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
      await ended(states, executionArn);
    },
    async close() {
      stopping.abort();
      await reading.catch(() => {});
      states.destroy();
      queues.destroy();
    },
  };
}

function definitionOf(queueUrl: string | undefined): object {
  const parameters = { QueueUrl: queueUrl, MessageBody: { 'taskToken.$': '$$.Task.Token' } };
  const resource = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
  const wait = { Type: 'Task', Resource: resource, Parameters: parameters, TimeoutSeconds: 60, End: true };
  return { StartAt: 'Wait', States: { Wait: wait } };
}

async function ended(states: SFNClient, executionArn: string | undefined): Promise<void> {
  for (;;) {
    const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING') throw new Error(`the execution ended ${status}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
