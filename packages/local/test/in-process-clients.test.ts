import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SdkRequest } from '../src/gateway/sdk-message.ts';
import { functionResources } from './app.ts';
import { embeddedRuntime, queue, table } from './runtime.ts';

const resources = {
  Orders: table('orders'),
  Jobs: queue('jobs'),
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
  ...functionResources('Echo'),
};

type Config = Pick<Awaited<ReturnType<typeof embeddedRuntime>>, 'clientConfig'>['clientConfig'];
interface Client {
  send(command: never): Promise<unknown>;
}

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
const calls: Readonly<Record<string, (config: Config) => Promise<unknown>>> = {
  'an item is put, in JSON': (config) => once(new DynamoDBClient(config), new PutItemCommand(order)),
  'and read': (config) =>
    once(new DynamoDBClient(config), new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'ä' } } })),
  'a table is missing': (config) =>
    once(new DynamoDBClient(config), new PutItemCommand({ ...order, TableName: 'missing' })),
  'a queue is found': (config) => once(new SQSClient(config), new GetQueueUrlCommand({ QueueName: 'jobs' })),
  'a queue is missing': (config) =>
    once(new SQSClient(config), new GetQueueUrlCommand({ QueueName: 'none' })),
  'topics are listed, in the query protocol': (config) =>
    once(new SNSClient(config), new ListTopicsCommand({})),
  'a message is too large for its topic': (config) =>
    once(new SNSClient(config), new PublishCommand({ TopicArn, Message: 'x'.repeat(300_000) })),
  'a function is invoked, with bytes': (config) =>
    once(
      new LambdaClient(config),
      new InvokeCommand({ FunctionName: 'Echo', Payload: Buffer.from('{"a":1}') }),
    ),
  'mappings are asked for in a query': (config) =>
    once(
      new LambdaClient(config),
      new ListEventSourceMappingsCommand({
        FunctionName: 'Echo',
        EventSourceArn: 'arn:aws:sqs:us-east-1:0:a b&c',
      }),
    ),
};

const order = {
  TableName: 'orders',
  Item: { id: { S: 'ä' }, n: { N: '1e3' }, b: { B: Buffer.from([0, 255]) } },
};

/** What a call gives or throws, without what each call has of its own. */
async function once(client: Client & { destroy(): void }, command: object): Promise<unknown> {
  const shown = (answer: object) =>
    Object.entries(answer)
      .filter(([name]) => !/metadata|requestId|response|stack/i.test(name))
      .map(([name, value]) => [name, value instanceof Uint8Array ? textOf(value) : value]);
  try {
    return shown((await client.send(command as never)) as object);
  } catch (error) {
    return ['thrown', (error as Error).name, (error as Error).message, ...shown(error as object)];
  } finally {
    client.destroy();
  }
}

/** An invocation has an ID and a time of its own. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString()
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/"remaining":\d+/, '"remaining":MS');
}

test.each(Object.keys(calls))('a client in the process hears what one over HTTP hears: %s', async (name) => {
  const { clientConfig } = await embeddedRuntime(resources);
  const { requestHandler: _inProcess, ...overHttp } = clientConfig;
  const [embedded, http] = [await calls[name]?.(clientConfig), await calls[name]?.(overHttp as Config)];
  expect(embedded).toEqual(http);
  expect(embedded).toBeDefined();
});

test('no request of it goes over HTTP', async () => {
  const { clientConfig } = await embeddedRuntime(resources);
  const { requestHandler: _inProcess, ...overHttp } = clientConfig;
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  subscribe('http.client.request.start', count);
  onTestFinished(() => void unsubscribe('http.client.request.start', count));
  await once(new SQSClient(clientConfig), new ListQueuesCommand());
  expect(requests).toBe(0);
  await once(new SQSClient(overHttp), new ListQueuesCommand());
  expect(requests).toBe(1);
});

test('a call that waits ends when it is aborted', async () => {
  const { clientConfig } = await embeddedRuntime(resources);
  const sqs = new SQSClient(clientConfig);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
  const handle = vi.spyOn(clientConfig.requestHandler, 'handle');
  const aborting = new AbortController();
  const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
  const waiting = sqs.send(receive, { abortSignal: aborting.signal });
  await vi.waitUntil(() => handle.mock.calls.length > 0);
  aborting.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('a call that is aborted already is not made', async () => {
  const { clientConfig } = await embeddedRuntime(resources);
  const sqs = new SQSClient(clientConfig);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
  const send = new SendMessageCommand({ QueueUrl, MessageBody: 'never' });
  await expect(sqs.send(send, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? []).toEqual([]);
});

test('a runtime that stops ends the calls that wait, and takes no more', async () => {
  const { clientConfig, stop } = await embeddedRuntime(resources);
  const sqs = new SQSClient({ ...clientConfig, maxAttempts: 1 });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
  const handle = vi.spyOn(clientConfig.requestHandler, 'handle');
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await vi.waitUntil(() => handle.mock.calls.length > 0);
  await Promise.all([expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' }), stop()]);
  await expect(sqs.send(new ListQueuesCommand())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a client with an endpoint of its own reaches that one', async () => {
  const { clientConfig } = await embeddedRuntime(resources);
  const heard: string[] = [];
  const elsewhere = createServer((request, response) => {
    heard.push(`${request.method} ${request.headers['x-amz-target']}`);
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"QueueUrls":["elsewhere"]}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void elsewhere.close());
  const endpoint = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const { QueueUrls } = await new SQSClient({ ...clientConfig, endpoint }).send(new ListQueuesCommand());
  expect([QueueUrls, heard]).toEqual([['elsewhere'], ['POST AmazonSQS.ListQueues']]);
});

test('a configuration that came from another thread or process makes clients that use HTTP', async () => {
  const { clientConfig } = await embeddedRuntime(resources);
  for (const copy of [structuredClone(clientConfig), JSON.parse(JSON.stringify(clientConfig))]) {
    const sqs = new SQSClient(copy);
    expect((await sqs.send(new ListQueuesCommand())).QueueUrls).toHaveLength(1);
    sqs.destroy();
  }
});

const headers = {
  'X-Amz-Target': 'AmazonSQS.ListQueues',
  'Content-Type': 'application/x-amz-json-1.0',
  Authorization: 'AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/sqs/aws4_request',
};

test('a body may be text, bytes or a stream, and is 16 MiB at most', async () => {
  const { clientConfig, endpoint } = await embeddedRuntime(resources);
  const { hostname, port } = new URL(endpoint);
  const send = async (body: unknown) => {
    const request: SdkRequest = {
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      headers,
      body,
    };
    return (await clientConfig.requestHandler.handle(request)).response.statusCode;
  };
  const bytes = Buffer.from('{}');
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 2);
  for (const body of ['{}', bytes, new Uint8Array(bytes), whole, Readable.from(['{', '}']), undefined])
    expect(await send(body)).toBe(200);
  expect(await send(Buffer.alloc(16 * 1_048_576 + 1, ' '))).toBe(413);
  await expect(send(7)).rejects.toThrow('A body must be text, bytes or a stream of bytes, and it is number.');
});
