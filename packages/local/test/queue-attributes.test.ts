import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

type Texts = Record<string, string>;

const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';

async function open() {
  const local = await runtime({ Dead: queue('dead') });
  const sqs = new SQSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  return {
    sqs,
    create: async (QueueName: string, Attributes: Texts = {}) =>
      (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl,
    set: (QueueUrl: string | undefined, Attributes: Texts) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })),
    get: async (QueueUrl: string | undefined, ...AttributeNames: 'All'[]) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes,
  };
}

test('a FIFO queue shows the defaults of its kind, and flags in small letters', async () => {
  const { create, get } = await open();
  expect(await get(await create('f.fifo', { FifoQueue: 'True' }), 'All')).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  });
  expect(await get(await create('jobs'), 'All')).not.toHaveProperty('DeduplicationScope');
});

test("a key takes the place of SQS's own encryption, which does not come back with the key's end", async () => {
  const { create, set, get } = await open();
  const jobs = await create('jobs');
  await set(jobs, { KmsMasterKeyId: 'alias/mine', KmsDataKeyReusePeriodSeconds: '6000' });
  expect(await get(jobs, 'All')).toMatchObject({
    SqsManagedSseEnabled: 'false',
    KmsDataKeyReusePeriodSeconds: '6000',
  });
  await set(jobs, { KmsMasterKeyId: '', KmsDataKeyReusePeriodSeconds: '300' });
  const after = await get(jobs, 'All');
  expect(after).toMatchObject({ SqsManagedSseEnabled: 'false' });
  expect(after).not.toHaveProperty('KmsDataKeyReusePeriodSeconds');
  await expect(set(jobs, { KmsMasterKeyId: 'k', SqsManagedSseEnabled: 'true' })).rejects.toMatchObject({
    name: 'InvalidAttributeName',
  });
});

test('a redrive policy is shown with its count as a number', async () => {
  const { create, get } = await open();
  const RedrivePolicy = `{ "maxReceiveCount": "42", "deadLetterTargetArn": "${DEAD}" }`;
  const shown = await get(await create('jobs', { RedrivePolicy }), 'All');
  expect(shown?.RedrivePolicy).toBe(`{"deadLetterTargetArn":"${DEAD}","maxReceiveCount":42}`);
});

test.each([
  ['{', 'InvalidAttributeValue', 'Redrive policy is not a valid JSON map.'],
  [
    `{"deadLetterTargetArn":"${DEAD}"}`,
    'InvalidParameterValue',
    'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
  ],
  [
    '{"maxReceiveCount":"42"}',
    'InvalidParameterValue',
    'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
  ],
  [
    `{"deadLetterTargetArn":"${DEAD}","maxReceiveCount":1001}`,
    'InvalidParameterValue',
    'Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.',
  ],
  [
    '{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}',
    'InvalidParameterValue',
    'Invalid value for deadLetterTargetArn.',
  ],
])('the redrive policy %s is refused as %s', async (RedrivePolicy, name, reason) => {
  const { create } = await open();
  await expect(create('jobs', { RedrivePolicy })).rejects.toMatchObject({
    name,
    message: expect.stringContaining(`Reason: ${reason}`) as string,
  });
});

test.each([
  [{ FifoQueue: 'false' }, 'Unknown Attribute FifoQueue.'],
  [{ ContentBasedDeduplication: 'false' }, 'Unknown Attribute ContentBasedDeduplication.'],
  [
    { DeduplicationScope: 'queue' },
    'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  ],
  [
    { FifoThroughputLimit: 'perQueue' },
    'You can specify the FifoThroughputLimit only when FifoQueue is set to true.',
  ],
] as [Texts, string][])('a standard queue has no %o', async (Attributes, message) => {
  const { create, set } = await open();
  await expect(create('jobs', Attributes)).rejects.toMatchObject({ name: 'InvalidAttributeName', message });
  await expect(set(await create('jobs'), Attributes)).rejects.toMatchObject({ message });
});

test("a queue's kind may be said again, and not changed", async () => {
  const { create, set } = await open();
  const ordered = await create('f.fifo', { FifoQueue: 'true' });
  await set(ordered, { FifoQueue: 'true' });
  await expect(set(ordered, { FifoQueue: 'false' })).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  });
});

test('what has nothing in it is left out', async () => {
  const { sqs, create, get } = await open();
  const QueueUrl = await create('jobs');
  expect(await get(QueueUrl)).toBeUndefined();
  expect(await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).not.toHaveProperty('Tags');
  const none = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'none' }));
  expect(none).not.toHaveProperty('QueueUrls');
});
