import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const version = /^aws-cli\/(\d+)\.(\d+)/.exec(
  spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);
const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
/** Since November 2023 it speaks SQS's JSON protocol. */
const present = (major === 1 && minor >= 30) || (major === 2 && minor >= 14);

test('the AWS CLI works with the environment that is printed', async ({ skip }) => {
  skip(!present, 'needs an AWS CLI from 1.30 or 2.14 on, which speaks the JSON protocol of SQS');
  const local = await runtime({
    ...functionResources('Echo'),
    Jobs: queue('jobs'),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
  });
  const env = { ...process.env, ...local.environment, AWS_PAGER: '', AWS_PROFILE: undefined };
  // Version 1 calls SQS at its former address unless the command line names another.
  const at = ['--endpoint-url', local.endpoint];
  const aws = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], { env });
    return (stdout === '' ? {} : JSON.parse(stdout)) as Record<string, unknown>;
  };
  expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '000000000000' });
  const { QueueUrl } = (await aws('sqs', 'get-queue-url', ...at, '--queue-name', 'jobs')) as {
    QueueUrl: string;
  };
  await aws('sqs', 'send-message', ...at, '--queue-url', QueueUrl, '--message-body', 'from the shell');
  expect(await aws('sqs', 'receive-message', ...at, '--queue-url', QueueUrl)).toMatchObject({
    Messages: [{ Body: 'from the shell' }],
  });
  const entry = { EventBusName: 'team', Source: 'shell', DetailType: 'Done', Detail: '{"a":1}' };
  expect(await aws('events', 'put-events', '--entries', JSON.stringify([entry]))).toMatchObject({
    FailedEntryCount: 0,
  });
  expect(local.publishedEvents()).toMatchObject([{ source: 'shell', detail: { a: 1 } }]);
  expect(await aws('lambda', 'list-functions')).toMatchObject({ Functions: [{ FunctionName: 'Echo' }] });
  expect(await aws('dynamodb', 'list-tables')).toEqual({ TableNames: [] });
}, 120_000);
