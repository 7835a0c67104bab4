import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  type MessageAttributeValue,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

async function open() {
  const local = await runtime({ Jobs: queue('jobs') });
  const sns = new SNSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sns.destroy());
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  return { sns, TopicArn };
}

test('a topic shows the attributes that it has of itself', async () => {
  const { sns, TopicArn } = await open();
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Object.keys(Attributes ?? {}).sort()).toEqual([
    ...['DisplayName', 'EffectiveDeliveryPolicy', 'Owner', 'Policy'],
    ...['SubscriptionsConfirmed', 'SubscriptionsDeleted', 'SubscriptionsPending', 'TopicArn'],
  ]);
  expect(JSON.parse(Attributes?.Policy ?? '')).toMatchObject({
    Id: '__default_policy_ID',
    Statement: [{ Resource: TopicArn, Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } } }],
  });
  expect(JSON.parse(Attributes?.EffectiveDeliveryPolicy ?? '')).toMatchObject({
    http: { defaultHealthyRetryPolicy: { numRetries: 3 }, disableSubscriptionOverrides: false },
  });
});

test('a topic is made again with what it has, and refused with other attributes or tags', async () => {
  const { sns, TopicArn } = await open();
  const again = (input: object) => sns.send(new CreateTopicCommand({ Name: 'orders', ...input }));
  expect((await again({ Attributes: { DisplayName: '' } })).TopicArn).toBe(TopicArn);
  await expect(again({ Attributes: { DisplayName: 'x' } })).rejects.toThrow(
    'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  );
  await expect(again({ Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toThrow(
    'Invalid parameter: Tags Reason: Topic already exists with different tags',
  );
});

test('tags of a topic are set, listed and taken away', async () => {
  const { sns, TopicArn: ResourceArn } = await open();
  const list = async () => (await sns.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  const a = { Key: 'a', Value: '1' };
  const b = { Key: 'b', Value: '2' };
  await sns.send(new TagResourceCommand({ ResourceArn, Tags: [a, b] }));
  await sns.send(new TagResourceCommand({ ResourceArn, Tags: [] }));
  expect(await list()).toEqual([a, b]);
  await sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a', 'none'] }));
  expect(await list()).toEqual([b]);
  await expect(sns.send(new TagResourceCommand({ ResourceArn, Tags: [a, a] }))).rejects.toThrow(
    'Invalid parameter: Duplicated keys are not allowed.',
  );
  const none = new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn}x` });
  await expect(sns.send(none)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each([
  ['', 'Topic Name'],
  ['a'.repeat(257), 'Topic Name'],
  ['a b', 'Topic Name'],
  ['a.fifo', 'a FIFO topic is not supported by the local runtime'],
])('a topic of the name %j is refused', async (Name, message) => {
  const { sns } = await open();
  await expect(sns.send(new CreateTopicCommand({ Name }))).rejects.toThrow(`Invalid parameter: ${message}`);
});

test.each(['Fake', 'FifoTopic'])('the attribute %s of a topic is not set', async (AttributeName) => {
  const { sns, TopicArn } = await open();
  const set = new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue: 'false' });
  await expect(sns.send(set)).rejects.toThrow(/^Invalid parameter: AttributeName$/);
});

test.each([
  [{ TopicArn: 'x' }, 'TopicArn Reason: An ARN must have at least 6 elements, not 1'],
  [{ TopicArn: 'arn:aws:sns:eu-west-1:000000000000:orders' }, 'TopicArn'],
  [
    { TargetArn: 'arn:aws:sns:us-east-1:000000000000:endpoint/APNS/a/b' },
    'TargetArn Reason: No endpoint found for the target arn specified',
  ],
  [{ Message: '' }, 'Empty message'],
  [{ Subject: '' }, 'Subject'],
  [{ Message: 'x'.repeat(262_145) }, 'Message too long'],
  [
    { Message: 'x'.repeat(262_133), MessageAttributes: { attr1: { DataType: 'Number', StringValue: '1' } } },
    'Message too long',
  ],
  [
    { MessageStructure: 'json', Message: '{"sqs":"x"}' },
    'Message Structure - No default entry in JSON message body',
  ],
  [
    { MessageStructure: 'json', Message: '{"default":{}}' },
    'Message Structure - No default entry in JSON message body',
  ],
  [{ MessageStructure: 'json', Message: '{' }, 'Message Structure - JSON message body failed to parse'],
  [
    { MessageDeduplicationId: 'x' },
    'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  ],
])('case %# of what is published is refused', async (input, message) => {
  const { sns, TopicArn } = await open();
  const to = 'TargetArn' in input ? {} : { TopicArn };
  const published = sns.send(new PublishCommand({ ...to, Message: 'x', ...input }));
  await expect(published).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `Invalid parameter: ${message}`,
  });
});

/** Names that no message attribute has. */
const names = [
  ['a'.repeat(257), 'Length of message attribute name must be less than 256 bytes.'],
  [
    'a^',
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  ['.a', "Invalid message attribute name starting with character '.' was found."],
  ['a.', "Invalid message attribute name ending with character '.' was found."],
  ['a..b', "Message attribute name can not have successive '.' character."],
] as const;

test.each<[name: string, attribute: MessageAttributeValue, message: string]>([
  [
    'a',
    { DataType: 'String', StringValue: '' },
    "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    'a',
    { DataType: 'Number', BinaryValue: Buffer.from('x') },
    "The message attribute 'a' with type 'Number' must use field 'String'.",
  ],
  [
    'a',
    { DataType: 'Binary', StringValue: 'x' },
    "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
  ],
  [
    'a',
    { DataType: 'Stringy', StringValue: 'x' },
    "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  ...names.map(([name, message]): [string, MessageAttributeValue, string] => [
    name,
    { DataType: 'String', StringValue: 'x' },
    message,
  ]),
])('case %# of a message attribute is refused, alone and in a batch', async (name, attribute, message) => {
  const { sns, TopicArn } = await open();
  const given = { Message: 'x', MessageAttributes: { [name]: attribute } };
  const entries = [{ Id: 'a', ...given }];
  for (const published of [
    sns.send(new PublishCommand({ TopicArn, ...given })),
    sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries })),
  ])
    await expect(published).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
});
