import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { MessageChannel } from 'node:worker_threads';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Answer, ReceivedRequest } from '../../../foundation/http.ts';
import { answerRequests } from '../answer-requests.ts';
import { sendDirectly } from './direct-requests.ts';

const type = 'application/x-amz-json-1.0';
const received: ReceivedRequest[] = [];
let overHttp = 0;
let messages = 0;
/** Requests that keep the event loop from being empty. */
let held = 0;
let answer: () => Promise<Answer>;
let client: DynamoDBClient;

const server = http.createServer(async (request, response) => {
  overHttp += 1;
  await text(request);
  response.writeHead(200, { 'content-type': type }).end('{}');
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { port1: runtime, port2: thread } = new MessageChannel();
  runtime.on('message', () => {
    messages += 1;
  });
  answerRequests(runtime, async (request) => {
    received.push(request);
    return answer();
  });
  sendDirectly(endpoint, thread, () => {
    held += 1;
    return () => {
      held -= 1;
    };
  });
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 2 });
});

afterAll(() => {
  client.destroy();
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  received.length = 0;
  overHttp = 0;
  messages = 0;
  answer = async () => ({ status: 200, headers: { 'content-type': type }, body: '{}' });
});

const get = new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'key' } } });

it("brings an SDK's call to the endpoint without HTTP, with all that it is signed for", async () => {
  answer = async () => ({
    status: 200,
    headers: { 'content-type': type },
    body: '{"Item":{"pk":{"S":"ä"}}}',
  });
  const { Item } = await client.send(get);
  expect(Item).toEqual({ pk: { S: 'ä' } });
  expect(overHttp).toBe(0);
  const [request] = received;
  expect(request).toMatchObject({ method: 'POST', path: '/' });
  expect(request?.headers).toMatchObject({
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    authorization: expect.stringContaining('Credential=key/'),
  });
  expect(JSON.parse(String(request?.body))).toEqual({ TableName: 'table', Key: { pk: { S: 'key' } } });
});

it('leads a call whose host an SDK put a prefix before to the endpoint, with HTTP and without', async () => {
  const { endpoint, region, credentials } = client.config;
  const { protocol, hostname, port = 80 } = (await endpoint?.()) ?? { protocol: '', hostname: '' };
  const states = new SFNClient({ endpoint: `${protocol}//${hostname}:${port}`, region, credentials });
  onTestFinished(() => states.destroy());
  const start = new StartSyncExecutionCommand({ stateMachineArn: 'arn' });
  await states.send(start);
  expect(received).toHaveLength(1);
  expect(received[0]?.headers.host).toBe(`${hostname}:${port}`);
  const observe = () => {};
  subscribe('http.client.request.start', observe);
  onTestFinished(() => void unsubscribe('http.client.request.start', observe));
  await states.send(start);
  expect(overHttp).toBe(1);
});

it('keeps a body of many bytes and characters as it was', async () => {
  const value = 'ä€😀'.repeat(20_000);
  await client.send(new PutItemCommand({ TableName: 'table', Item: { pk: { S: value } } }));
  expect(JSON.parse(String(received[0]?.body)).Item.pk.S).toBe(value);
});

it("throws the service's error, and tries again what may be tried again", async () => {
  const body = JSON.stringify({ __type: 'ThrottlingException', message: 'Slow down.' });
  answer = async () => ({ status: 400, headers: { 'content-type': type }, body });
  await expect(client.send(get)).rejects.toThrow('Slow down.');
  expect(received).toHaveLength(2);
});

it('answers with 500 where the endpoint fails', async () => {
  answer = () => Promise.reject(new Error('The disk is full.'));
  await expect(client.send(get)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
});

it('lets a call be aborted while it waits for its answer, for which nothing waits then', async () => {
  const asked = Promise.withResolvers<void>();
  answer = () => {
    asked.resolve();
    return new Promise(() => {});
  };
  const abort = new AbortController();
  const sent = client.send(get, { abortSignal: abort.signal });
  await asked.promise;
  expect(held).toBe(1);
  abort.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  expect(held).toBe(0);
});

it('lets a call time out that is not answered', async () => {
  answer = () => new Promise(() => {});
  const { endpoint, region, credentials } = client.config;
  const { hostname, port, path } = (await endpoint?.()) ?? { hostname: '', path: '' };
  for (const requestHandler of [{ socketTimeout: 20 }, { requestTimeout: 20, throwOnRequestTimeout: true }]) {
    const hasty = new DynamoDBClient({
      ...{ region, credentials, requestHandler, maxAttempts: 1 },
      endpoint: `http://${hostname}:${port}${path}`,
    });
    onTestFinished(() => hasty.destroy());
    await expect(hasty.send(get)).rejects.toMatchObject({ name: 'TimeoutError' });
  }
  expect([received.length, overHttp]).toEqual([2, 0]);
});

it('takes a body in parts, from a stream too, and says when it is sent', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=key' };
  const ask = () =>
    http.request({ host: '127.0.0.1', port, method: 'POST', agent: http.globalAgent, headers });
  const parts = ask();
  parts.write('ä', () => {});
  parts.write('c3a4', 'hex');
  parts.end(Buffer.from('!'));
  await once(parts, 'finish');
  const piped = ask();
  const [[response]] = (await Promise.all([
    once(piped, 'response'),
    pipeline(Readable.from(['of a ', 'stream']), piped),
  ])) as [[IncomingMessage], unknown];
  expect(await text(response)).toBe('{}');
  expect(received.map(({ body }) => String(body))).toEqual(['ää!', 'of a stream']);
});

it('tells of an error that a request is destroyed with', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=key' };
  const request = http.request({ host: '127.0.0.1', port, agent: http.globalAgent, headers });
  const seen = once(request, 'error');
  request.end();
  request.destroy(new Error('No longer wanted.'));
  expect(String(await seen)).toContain('No longer wanted.');
  expect([request.destroyed, overHttp]).toEqual([true, 0]);
});

it.each(['timeout as an option', 'timeout by a call'])(
  'says that a request took too long: %s',
  async (how) => {
    answer = () => new Promise(() => {});
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=key' };
    const timeout = how === 'timeout as an option' ? { timeout: 20 } : {};
    const request = http.request({ host: '127.0.0.1', port, agent: http.globalAgent, headers, ...timeout });
    if (!('timeout' in timeout)) request.setTimeout(20);
    const late = once(request, 'timeout');
    request.end();
    await late;
    request.destroy();
    // Node's own words.
    await expect(once(request, 'close')).rejects.toMatchObject({
      message: 'socket hang up',
      code: 'ECONNRESET',
    });
    expect(overHttp).toBe(0);
  },
);

it('ends a request whose response is asked for by nothing', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=key' };
  const request = http.request({ host: '127.0.0.1', port, agent: http.globalAgent, headers });
  await once(request.end(), 'close');
  expect([received.length, overHttp]).toEqual([1, 0]);
});

it('answers each of many calls at once with its own answer', async () => {
  let count = 0;
  answer = async () => {
    count += 1;
    const body = JSON.stringify({ Item: { pk: { N: String(count) } } });
    return { status: 200, headers: { 'content-type': type }, body };
  };
  const items = await Promise.all(Array.from({ length: 20 }, () => client.send(get)));
  expect(new Set(items.map(({ Item }) => Item?.pk?.N)).size).toBe(20);
});

it('brings calls that are made together in one message', async () => {
  await Promise.all([1, 2, 3].map(() => client.send(get)));
  expect([messages, received.length]).toEqual([1, 3]);
});

it("keeps the caller's asynchronous context", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen = await context.run('here', async () => {
    await client.send(get);
    return context.getStore();
  });
  expect(seen).toBe('here');
});

it('leaves a request to Node that has a signal of its own', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=key' };
  const abort = new AbortController();
  const { signal } = abort;
  const request = http.request({ host: '127.0.0.1', port, agent: http.globalAgent, headers, signal });
  const seen = once(request, 'error');
  abort.abort();
  expect(String(await seen)).toContain('AbortError');
});

it('leaves alone what is not the call of an SDK, and what a subscriber watches', async () => {
  const { port } = server.address() as AddressInfo;
  const plain = http
    .request({ host: '127.0.0.1', port, method: 'POST', agent: http.globalAgent })
    .end('text');
  const [response] = (await once(plain, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe('{}');
  expect(overHttp).toBe(1);

  const watch = () => {};
  subscribe('http.client.request.start', watch);
  await client.send(get);
  unsubscribe('http.client.request.start', watch);
  expect(overHttp).toBe(2);
  expect(received).toEqual([]);
});
