import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo';
const FunctionName = { Ref: 'Echo' };

test.each([
  ['of none', { FunctionName: 'Echo' }, arn, '$LATEST', '$LATEST'],
  ['of a version', { FunctionName: 'Echo', Qualifier: '1' }, `${arn}:1`, '1', '1'],
  ['of an alias, by its ARN', { FunctionName: `${arn}:live` }, `${arn}:live`, 'live', '1'],
])(
  'an asynchronous invocation %s says so to the function and in its record',
  async (_, asked, invokedFunctionArn, shown, executedVersion) => {
    const local = await runtime({
      ...functionResources('Echo', { actions: ['sqs:SendMessage'] }),
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName } },
      Live: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName, Name: 'live', FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] } },
      },
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          ...{ FunctionName, Qualifier: '$LATEST' },
          DestinationConfig: { OnSuccess: { Destination: { 'Fn::GetAtt': ['Done', 'Arn'] } } },
        },
      },
      Done: queue('done'),
    });
    const lambda = new LambdaClient(local.clientConfig);
    await lambda.send(new InvokeCommand({ ...asked, InvocationType: 'Event', Payload: '{}' }));
    expect((await local.receiveMessage('done')).body).toMatchObject({
      requestContext: { functionArn: `${arn}:${shown}`, condition: 'Success' },
      responseContext: { executedVersion },
      responsePayload: { context: { invokedFunctionArn } },
    });
  },
);
