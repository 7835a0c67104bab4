import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { openGateway } from '../src/gateway/gateway.ts';
import { startLocal } from '../src/index.ts';
import { definitions } from '../src/service-definitions.ts';
import { writeApp } from './app.ts';
import { queue } from './runtime.ts';

const developer = { account: '000000000000', region: 'us-east-1' };

test('until everything is there calls are answered with 503, and an SDK client tries again until it is', async () => {
  let calls = 0;
  let asked = 0;
  const gateway = await openGateway({
    definitions,
    developer,
    callService: async () => {
      calls += 1;
      return { QueueUrls: [] };
    },
    principalOf: () => undefined,
    control: () => Promise.reject(new Error('not asked')),
    // Not at the first call, but at the second.
    isReady: () => asked++ > 0,
    port: 0,
  });
  onTestFinished(gateway.stop);
  const client = new SQSClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await client.send(new ListQueuesCommand());
  client.destroy();
  expect([asked, calls]).toEqual([2, 1]);
});

test('a client that does not try again reads it in its own protocol', async () => {
  const gateway = await openGateway({
    ...{ definitions, developer, port: 0, principalOf: () => undefined, isReady: () => false },
    callService: () => Promise.reject(new Error('not asked')),
    control: () => Promise.reject(new Error('not asked')),
  });
  onTestFinished(gateway.stop);
  const config = {
    ...{ endpoint: gateway.endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const calls = [
    () => new SQSClient(config).send(new ListQueuesCommand()),
    () => new DynamoDBClient(config).send(new ListTablesCommand()),
    () => new SNSClient(config).send(new ListTopicsCommand()),
    () => new LambdaClient(config).send(new ListFunctionsCommand()),
  ];
  for (const call of calls)
    await expect(call()).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      message: expect.stringContaining('starting or stopping; try again'),
      $metadata: { httpStatusCode: 503 },
    });
});

test('a runtime that starts says so, and answers no call before its queues are there', async () => {
  const app = writeApp({ Jobs: queue('jobs') });
  onTestFinished(app.remove);
  const first = await startLocal({ app: app.directory });
  const port = Number(new URL(first.endpoint).port);
  await first.stop();
  const starting = startLocal({ app: app.directory, port });
  const statuses: string[] = [];
  let local: Awaited<typeof starting> | undefined;
  void starting.then((started) => {
    local = started;
  });
  while (local === undefined) {
    const health = await fetch(`http://127.0.0.1:${port}/_local/health`).catch(() => undefined);
    if (health?.ok) statuses.push(((await health.json()) as { status: string }).status);
    await new Promise((resolve) => setImmediate(resolve));
  }
  onTestFinished(local.stop);
  expect(new Set(['starting', ...statuses])).toEqual(
    new Set(['starting', ...(statuses.includes('ok') ? ['ok'] : [])]),
  );
  expect(await (await fetch(`${local.endpoint}/_local/health`)).json()).toMatchObject({ status: 'ok' });
});
