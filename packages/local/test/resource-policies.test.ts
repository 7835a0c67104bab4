import {
  DeleteResourcePolicyCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { type LocalOverHttp, queue, runtime, table } from './runtime.ts';

/** A client's configuration with the keys that the function was given. */
async function asFunction(local: LocalOverHttp, name: string) {
  const environment = (await local.invoke(name, { environment: true })) as Record<string, string>;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  return { ...local.clientConfig, credentials: { accessKeyId, secretAccessKey } };
}

const allow = (Action: string, extra: object = {}) => ({
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::GetAtt': ['EchoRole', 'Arn'] } },
        Action,
        Resource: '*',
        ...extra,
      },
    ],
  },
});

test("a table's policy lets a role read that has no policy of its own, and do nothing else", async () => {
  const local = await runtime({
    ...functionResources('Echo'),
    ...functionResources('Stranger'),
    Notes: table('notes', { ResourcePolicy: allow('dynamodb:GetItem') }),
  });
  const item = { id: { S: 'a' } };
  const put = new PutItemCommand({ TableName: 'notes', Item: item });
  await new DynamoDBClient(local.clientConfig).send(put);
  const named = new DynamoDBClient(await asFunction(local, 'Echo'));
  const stranger = new DynamoDBClient(await asFunction(local, 'Stranger'));
  const get = new GetItemCommand({ TableName: 'notes', Key: item });
  expect((await named.send(get)).Item).toEqual(item);
  await expect(named.send(put)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(stranger.send(get)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a policy that is put while the runtime runs holds at once, until it is taken away', async () => {
  const local = await runtime({ ...functionResources('Echo'), Notes: table('notes') });
  const developer = new DynamoDBClient(local.clientConfig);
  const named = new DynamoDBClient(await asFunction(local, 'Echo'));
  const get = new GetItemCommand({ TableName: 'notes', Key: { id: { S: 'a' } } });
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/notes';
  const { PolicyDocument } = allow('dynamodb:GetItem', { Principal: '*', Resource: ResourceArn });
  await expect(named.send(get)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await developer.send(new PutResourcePolicyCommand({ ResourceArn, Policy: JSON.stringify(PolicyDocument) }));
  expect((await named.send(get)).Item).toBeUndefined();
  await developer.send(new DeleteResourcePolicyCommand({ ResourceArn }));
  await expect(named.send(get)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test("a queue's policy lets a role send, and do nothing else", async () => {
  const local = await runtime({
    ...functionResources('Echo'),
    Jobs: queue('jobs'),
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Jobs' }],
        ...allow('sqs:SendMessage', { Resource: { 'Fn::GetAtt': ['Jobs', 'Arn'] } }),
      },
    },
  });
  const QueueUrl = `${local.endpoint}/000000000000/jobs`;
  const named = new SQSClient(await asFunction(local, 'Echo'));
  await named.send(new SendMessageCommand({ QueueUrl, MessageBody: '"hello"' }));
  await expect(named.send(new GetQueueAttributesCommand({ QueueUrl }))).rejects.toThrow(/not authorized/);
  expect((await local.receiveMessage('jobs')).body).toBe('hello');
});
