import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

async function open(properties: object = {}) {
  const local = await runtime({
    Jobs: queue('jobs', properties),
    Ordered: queue('f.fifo', { FifoQueue: true }),
  });
  const sqs = new SQSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  const url = (name: string) => `${local.endpoint}/000000000000/${name}`;
  return { local, sqs, url, QueueUrl: url('jobs') };
}

test.each([
  ['ReceiveMessage', { MaxNumberOfMessages: 11 }, 'InvalidParameterValue', 'InvalidParameterValueException'],
  ['SendMessage', { MessageBody: '' }, 'MissingParameter', 'MissingRequiredParameterException'],
])(
  '%s of %o says two names: the older protocol in a header, and its own in the body',
  async (operation, input, code, name) => {
    const { local, QueueUrl } = await open();
    const answer = await fetch(local.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify({ QueueUrl, ...input }),
    });
    expect([answer.status, answer.headers.get('x-amzn-query-error')]).toEqual([400, `${code};Sender`]);
    expect(await answer.json()).toMatchObject({ __type: name });
  },
);

test("the errors that have a status of their own have the one of AWS's model", async () => {
  const { sqs, QueueUrl } = await open();
  const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await purge();
  await expect(purge()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  await expect(
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'garbage' })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('more than ten messages at once are refused in words of their own', async () => {
  const { sqs, QueueUrl } = await open();
  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 }))).rejects.toThrow(
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  );
});

test.each([
  ['group', { MessageDeduplicationId: 'b' }, 'The request must contain the parameter MessageGroupId.'],
  [
    'deduplication ID',
    { MessageGroupId: 'g' },
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
])('one entry without a %s has a batch to a FIFO queue refused as a whole', async (_, members, message) => {
  const { sqs, url } = await open();
  const QueueUrl = url('f.fifo');
  const Entries = [
    { Id: 'a', MessageBody: 'a', MessageGroupId: 'g', MessageDeduplicationId: 'a' },
    { Id: 'b', MessageBody: 'b', ...members },
  ];
  await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message,
  });
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
});

test("an entry that is too long for its queue fails alone, in a batch's words", async () => {
  const { sqs, QueueUrl } = await open({ MaximumMessageSize: 1024 });
  const Entries = [
    { Id: 'a', MessageBody: 'a'.repeat(1024) },
    { Id: 'b', MessageBody: 'b'.repeat(1025) },
  ];
  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful).toMatchObject([{ Id: 'a' }]);
  expect(Failed).toEqual([
    {
      Id: 'b',
      Code: 'InvalidParameterValue',
      Message: 'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.',
      SenderFault: true,
    },
  ]);
});

test.each([
  ['foobared', 'InvalidParameterValue', 'Value for parameter TaskHandle is invalid.'],
  [
    handle('arn:aws:sqs:us-east-1:000000000000:gone'),
    'ResourceNotFoundException',
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [handle('arn:aws:sqs:us-east-1:000000000000:jobs'), 'ResourceNotFoundException', 'Task does not exist.'],
])('a move task that there is not is not cancelled: %s', async (TaskHandle, name, message) => {
  const { sqs } = await open();
  const cancelled = sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  await expect(cancelled).rejects.toMatchObject({ name, message });
});

function handle(sourceArn: string): string {
  const taskId = '10f57157-fc38-4da9-a113-4de7e12d05dd';
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');
}

test('a message with a trace header is answered with its digest, and letters of any script name attributes', async () => {
  const { sqs, QueueUrl } = await open();
  const StringValue = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'x',
      MessageAttributes: { 'attr.1øßä': { DataType: 'String', StringValue: 'x' } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } },
    }),
  );
  expect(sent.MD5OfMessageSystemAttributes).toBe('5ae4d5d7636402d80f4eb6d213245a88');
});

test('a queue is found by its name alone', async () => {
  const { sqs } = await open();
  await sqs.send(new CreateQueueCommand({ QueueName: 'more' }));
  await sqs.send(new SendMessageCommand({ QueueUrl: 'more', MessageBody: 'x' }));
});
