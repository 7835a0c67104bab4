import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { openQueue, runtime } from './runtime.ts';

const TRACE = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';

async function open() {
  const local = await runtime(openQueue('jobs'));
  const sns = new SNSClient(local.clientConfig);
  const sqs = new SQSClient(local.clientConfig);
  onTestFinished(() => {
    sns.destroy();
    sqs.destroy();
  });
  const QueueUrl = `${local.endpoint}/000000000000/jobs`;
  const MessageSystemAttributeNames = ['AWSTraceHeader' as const];
  return {
    sns,
    /** A call as a traced client makes it. */
    async send(service: string, body: string, headers: Readonly<Record<string, string>>) {
      const scope = `AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/${service}/aws4_request, Signature=0`;
      const answer = await fetch(local.endpoint, {
        method: 'POST',
        headers: { authorization: scope, ...headers },
        body,
      });
      expect(answer.status).toBe(200);
    },
    QueueUrl,
    async received() {
      await local.idle();
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames }),
      );
      expect(Messages).toHaveLength(1);
      return Messages?.[0]?.Attributes;
    },
  };
}

const ofQueues = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };

test.each([
  [TRACE, {}, { AWSTraceHeader: TRACE }],
  [TRACE, { AWSTraceHeader: { DataType: 'String', StringValue: 'own' } }, { AWSTraceHeader: 'own' }],
  ['nothing of the kind', {}, undefined],
])('a message that is sent within %s comes with it', async (header, MessageSystemAttributes, expected) => {
  const { send, received, QueueUrl } = await open();
  const body = JSON.stringify({ QueueUrl, MessageBody: 'x', MessageSystemAttributes });
  await send('sqs', body, { ...ofQueues, 'x-amzn-trace-id': header });
  expect(await received()).toEqual(expected);
});

test('a topic hands the trace of what is published on', async () => {
  const { send, received, sns } = await open();
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:jobs';
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const form = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn, Message: 'x' });
  await send('sns', form.toString(), {
    ...{ 'content-type': 'application/x-www-form-urlencoded', 'x-amzn-trace-id': TRACE },
  });
  expect(await received()).toEqual({ AWSTraceHeader: TRACE });
});
