import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { queue } from '../runtime.ts';
import {
  ACCOUNT,
  type Clients,
  clients,
  describeExecution,
  machine,
  one,
  role,
  start,
} from './machine-apps.ts';

/** Orders of one customer are worked on one after the other. */
const app = {
  Orders: queue('orders.fifo', { FifoQueue: true }),
  Role: role('asking', 'sqs:SendMessage'),
  Asking: machine(
    'asking',
    'asking',
    one({
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: {
        'QueueUrl.$': '$.queue',
        MessageBody: { 'token.$': '$$.Task.Token', 'order.$': '$.order' },
        'MessageGroupId.$': '$.customer',
        'MessageDeduplicationId.$': '$$.Execution.Name',
      },
    }),
  ),
};

interface Taken {
  readonly order: string;
  readonly finish: () => Promise<void>;
}

async function take({ sqs, sfn, local }: Clients, QueueUrl: string): Promise<Taken[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages.map(({ Body = '', ReceiptHandle }) => {
    const { token: taskToken, order } = JSON.parse(Body) as { token: string; order: string };
    const finish = async () => {
      await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(`done ${order}`) }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      await local.advance(0);
    };
    return { order, finish };
  });
}

it('a FIFO worker queue keeps the order of each group, and one group does not hold the other', async () => {
  const all = await clients(app);
  const QueueUrl = `${all.local.endpoint}/${ACCOUNT}/orders.fifo`;
  const executions: string[] = [];
  for (const [customer, order] of [
    ['ann', 'a1'],
    ['ann', 'a2'],
    ['bob', 'b1'],
  ])
    executions.push(await start(all, 'asking', { queue: QueueUrl, customer, order }));
  const ends = () => Promise.all(executions.map(async (arn) => (await describeExecution(all, arn)).output));

  const [first] = await take(all, QueueUrl);
  const [second] = await take(all, QueueUrl);
  expect([first?.order, second?.order]).toEqual(['a1', 'b1']);
  // The second order of the group waits until the first is deleted.
  expect(await take(all, QueueUrl)).toEqual([]);
  await second?.finish();
  expect(await ends()).toEqual([undefined, undefined, '"done b1"']);
  expect(await take(all, QueueUrl)).toEqual([]);
  await first?.finish();
  const [third] = await take(all, QueueUrl);
  await third?.finish();
  expect(await ends()).toEqual(['"done a1"', '"done a2"', '"done b1"']);
});
