import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { classifyAwsError } from '@callback-relay/contract/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventbridgeEventBus, sfnTaskService, sqsRelayQueue } from '../src/aws/index.ts';
import { startRecordingService } from './recording-service.ts';

let service: Awaited<ReturnType<typeof startRecordingService>>;
beforeAll(async () => {
  service = await startRecordingService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.recorded.length = 0;
  service.answers.length = 0;
});

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
}

describe('Step Functions', () => {
  const tasks = () => sfnTaskService(new SFNClient({ ...service.client, maxAttempts: 1 }));

  it('is called once for each method', async () => {
    await tasks().sendTaskSuccess('token', '{"id":12345678901234567890}');
    await tasks().sendTaskFailure('token', 'Error', 'cause');
    await tasks().sendTaskHeartbeat('token');
    expect(service.recorded).toEqual([
      {
        target: 'AWSStepFunctions.SendTaskSuccess',
        input: { taskToken: 'token', output: '{"id":12345678901234567890}' },
      },
      {
        target: 'AWSStepFunctions.SendTaskFailure',
        input: { taskToken: 'token', error: 'Error', cause: 'cause' },
      },
      { target: 'AWSStepFunctions.SendTaskHeartbeat', input: { taskToken: 'token' } },
    ]);
  });

  it.each([
    ['TaskTimedOut', 400, 'nonRetryable'],
    ['TaskDoesNotExist', 400, 'nonRetryable'],
    ['InvalidToken', 400, 'nonRetryable'],
    ['ThrottlingException', 400, 'throttled'],
    ['AccessDeniedException', 400, 'notDone'],
    ['InternalFailure', 500, 'unsure'],
    ['ServiceUnavailable', 503, 'unsure'],
  ])(
    'answers %s, which is classified as the SDK throws it, and not tried again inside',
    async (name, status, kind) => {
      service.answers.push({ status, body: { __type: name, message: 'why' } });
      const error = await thrownBy(tasks().sendTaskSuccess('token', '1'));
      expect(classifyAwsError(error)).toMatchObject({ kind, name });
      expect(service.recorded).toHaveLength(1);
    },
  );

  it('that is not there was never reached: nothing was done', async () => {
    const client = new SFNClient({ ...service.client, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    const error = await thrownBy(sfnTaskService(client).sendTaskSuccess('token', '1'));
    expect(classifyAwsError(error).kind).toBe('notDone');
  });
});

describe('EventBridge', () => {
  const bus = () => eventbridgeEventBus(new EventBridgeClient(service.client), 'the-bus');
  const entries = ['a', 'b', 'c'].map((name) => ({ detailType: 'Callback Verdict', detail: `"${name}"` }));

  it('is given every entry under the source of the relay, in one call', async () => {
    service.answers.push({
      status: 200,
      body: { FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: 'e' })) },
    });
    expect(await bus().putEvents(entries)).toEqual([undefined, undefined, undefined]);
    expect(service.recorded).toHaveLength(1);
    expect(service.recorded[0]?.input).toMatchObject({
      Entries: [
        { EventBusName: 'the-bus', Source: 'callback-relay', DetailType: 'Callback Verdict', Detail: '"a"' },
        {},
        {},
      ],
    });
  });

  it('answers entry by entry what it refused', async () => {
    const Entries = [{ EventId: 'e' }, { ErrorCode: 'InternalFailure' }];
    service.answers.push({ status: 200, body: { FailedEntryCount: 1, Entries } });
    expect(await bus().putEvents(entries)).toEqual([undefined, 'InternalFailure', 'Unknown']);
  });
});

describe('SQS', () => {
  const queue = () =>
    sqsRelayQueue(new SQSClient(service.client), {
      relayQueueUrl: `${service.client.endpoint}/0/relay`,
      deferredQueueUrl: `${service.client.endpoint}/0/deferred`,
      deadLetterQueueUrl: `${service.client.endpoint}/0/dead`,
    });

  it('changes the visibility of a message of the relay queue', async () => {
    await queue().changeVisibility('handle', 900);
    expect(service.recorded).toEqual([
      {
        target: 'AmazonSQS.ChangeMessageVisibility',
        input: { QueueUrl: expect.stringMatching(/relay$/), ReceiptHandle: 'handle', VisibilityTimeout: 900 },
      },
    ]);
  });

  it('delays a deferred message, with its body unchanged and what is known of it beside it', async () => {
    const attributes = { receives: 2, firstReceivedAt: 1_700_000_000_000, resumeAt: 1_700_000_060_000 };
    await queue().defer({ body: '{"id":1}', delaySeconds: 60, attributes });
    expect(service.recorded[0]).toMatchObject({
      target: 'AmazonSQS.SendMessage',
      input: {
        QueueUrl: expect.stringMatching(/deferred$/),
        MessageBody: '{"id":1}',
        DelaySeconds: 60,
        MessageAttributes: {
          receives: { DataType: 'Number', StringValue: '2' },
          firstReceivedAt: { DataType: 'Number', StringValue: '1700000000000' },
          resumeAt: { DataType: 'Number', StringValue: '1700000060000' },
        },
      },
    });
  });

  it('takes a dead letter with its body unchanged, and the reason beside it', async () => {
    await queue().sendToDeadLetterQueue({ body: '{"id":1}', reason: 'given up' });
    expect(service.recorded[0]).toMatchObject({
      target: 'AmazonSQS.SendMessage',
      input: {
        QueueUrl: expect.stringMatching(/dead$/),
        MessageBody: '{"id":1}',
        MessageAttributes: { reason: { StringValue: 'given up' } },
      },
    });
  });
});
