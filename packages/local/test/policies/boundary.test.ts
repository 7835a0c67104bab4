import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { functionResources } from '../app.ts';
import { queue, runtime } from '../runtime.ts';

test("a function's role may do no more than the boundary that a stack makes for it", async () => {
  const document = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const resources = functionResources('Echo', { actions: ['sqs:*'] });
  const { EchoRole } = resources;
  const local = await runtime({
    ...resources,
    EchoRole: {
      ...EchoRole,
      Type: 'AWS::IAM::Role',
      Properties: { ...EchoRole?.Properties, PermissionsBoundary: { Ref: 'Boundary' } },
    },
    Boundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: document('sqs:GetQueueUrl') },
    },
    Jobs: queue('jobs'),
  });
  const environment = (await local.invoke('Echo', { environment: true })) as Record<string, string>;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  const sqs = new SQSClient({ ...local.clientConfig, credentials: { accessKeyId, secretAccessKey } });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
  await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow(
    /because no permissions boundary allows the sqs:purgequeue action/,
  );
});
