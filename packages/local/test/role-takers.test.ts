import { expect, test } from 'vitest';
import { startServerless } from './serverless-app.ts';

const role = (...services: string[]) => ({
  Taken: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
      },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
    },
  },
});

test('a role that only services take which do not run here may have any policy of AWS', async () => {
  const local = await startServerless(role('apigateway.amazonaws.com', 'batch.amazonaws.com'));
  expect(local.resources.map(({ logicalId }) => logicalId)).toEqual(['Taken']);
});

test.each([['lambda.amazonaws.com'], ['apigateway.amazonaws.com', 'states.us-east-1.amazonaws.com']])(
  'a role that %s takes has policies that are known here',
  async (...services) => {
    await expect(startServerless(role(...services))).rejects.toThrow(
      /AmazonAPIGatewayPushToCloudWatchLogs is not supported by the local runtime: what it permits may be given as statements/,
    );
  },
);
