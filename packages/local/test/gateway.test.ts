import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Local, PortInUseError, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, writeApp } from './app.ts';
import { queue } from './runtime.ts';

let app: FixtureApp;
let local: Local;

beforeAll(async () => {
  app = writeApp({ Jobs: queue('jobs'), ...functionResources('Echo') });
  local = await startLocal({ app: app.directory });
});

afterAll(async () => {
  await local.stop();
  app.remove();
});

const authorization = (region = 'us-east-1') =>
  `AWS4-HMAC-SHA256 Credential=local/20261122/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;

function post(headers: Record<string, string>, body: string, path = '/') {
  return fetch(local.endpoint + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', authorization: authorization(), ...headers },
    body,
  });
}

describe('a call that AWS would refuse is refused as AWS does', () => {
  test.each([
    [
      'an unknown operation',
      { 'x-amz-target': 'AmazonSQS.Frobnicate' },
      '{}',
      400,
      'UnknownOperationException',
    ],
    [
      'an operation named like a member of objects',
      { 'x-amz-target': 'AmazonSQS.constructor' },
      '{}',
      400,
      'UnknownOperationException',
    ],
    ['an unknown service', { 'x-amz-target': 'Nothing.ListThings' }, '{}', 400, 'UnknownOperationException'],
    ['a target without operation', { 'x-amz-target': 'AmazonSQS' }, '{}', 400, 'UnknownOperationException'],
    [
      'a body that is not JSON',
      { 'x-amz-target': 'AmazonSQS.ListQueues' },
      '{"half',
      400,
      'SerializationException',
    ],
    [
      'more values than any operation takes',
      { 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
      JSON.stringify({ QueueUrl: 'jobs', Entries: Array(26_000).fill({}) }),
      400,
      'SerializationException',
    ],
    [
      'more values than any item has',
      { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      JSON.stringify({ TableName: 'items', Item: { id: { L: Array(420_000).fill([]) } } }),
      400,
      'SerializationException',
    ],
    [
      'a body that is not an object',
      { 'x-amz-target': 'AmazonSQS.ListQueues' },
      '[1]',
      400,
      'SerializationException',
    ],
    [
      'another region',
      { 'x-amz-target': 'AmazonSQS.ListQueues', authorization: authorization('eu-west-1') },
      '{}',
      403,
      'InvalidSignatureException',
    ],
    [
      'a credential that is none',
      { 'x-amz-target': 'AmazonSQS.ListQueues', authorization: 'Bearer x' },
      '{}',
      403,
      'IncompleteSignatureException',
    ],
  ])('%s', async (_, headers, body, status, code) => {
    const answer = await post(headers, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-amzn-errortype')).toBe(code);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toMatchObject({ __type: code, message: expect.any(String) as string });
  });

  test('no credentials', async () => {
    const headers = { 'x-amz-target': 'AmazonSQS.ListQueues' };
    const answer = await fetch(local.endpoint, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  test('a body over the limit of its service', async () => {
    const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' };
    const answer = await post(headers, JSON.stringify({ input: 'x'.repeat(10_000_000) }));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
  });

  test('a body over every limit', async () => {
    const answer = await post({ 'x-amz-target': 'DynamoDB_20120810.PutItem' }, 'x'.repeat(20_000_000));
    expect(answer.status).toBe(413);
  });

  test('a Lambda path that is not supported by the local runtime', async () => {
    const answer = await post({}, '{}', '/2015-03-31/functions/Echo/aliases');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  });

  test('a function that does not exist', async () => {
    const answer = await post({}, '{}', '/2015-03-31/functions/missing/invocations');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
  });
});

test('an error of SQS also carries the code of the query protocol', async () => {
  const answer = await post({ 'x-amz-target': 'AmazonSQS.GetQueueUrl' }, '{"QueueName":"missing"}');
  expect(answer.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
});

test('one connection goes on after an error', async () => {
  const socket = connect(Number(new URL(local.endpoint).port), '127.0.0.1');
  const request = `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-amz-target: AmazonSQS.ListQueues\r\nauthorization: ${authorization()}\r\ncontent-length: 2\r\n\r\n`;
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  socket.write(`${request}{h${request}{}`);
  await expect.poll(() => received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  socket.destroy();
});

test('sts get-caller-identity tells the developer', async () => {
  const answer = await post(
    { 'content-type': 'application/x-www-form-urlencoded' },
    'Action=GetCallerIdentity&Version=2011-06-15',
  );
  expect(await answer.text()).toContain('<Arn>arn:aws:iam::000000000000:root</Arn>');
});

test('another action of the query protocol is refused by name', async () => {
  const answer = await post({ 'content-type': 'application/x-www-form-urlencoded' }, 'Action=AssumeRole');
  expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
  const former = 'Action=ListQueues&Version=2012-11-05';
  const queues = await post({ 'content-type': 'application/x-www-form-urlencoded' }, former);
  expect(await queues.text()).toContain('ListQueues: the query protocol of SQS is not supported');
});

test('the health path answers without credentials', async () => {
  const answer = await fetch(`${local.endpoint}/_local/health`);
  expect(await answer.json()).toMatchObject({ status: 'ok' });
});

const control = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${local.endpoint}/_local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-local-runtime': '1', ...headers },
    body,
  });

test('the control path moves the clock, and refuses what is not a time', async () => {
  const before = local.now();
  expect((await control('clock/advance', '{"milliseconds": 86400000}')).status).toBe(200);
  expect(local.now()).toBeGreaterThanOrEqual(before + 86_400_000);
  expect((await control('clock/advance', '{"milliseconds": -1}')).status).toBe(400);
  expect((await control('clock/advance', '{"milliseconds": "soon"}')).status).toBe(400);
  expect((await control('clock/advance', '{"half')).status).toBe(400);
});

describe('a web page that a browser here has open', () => {
  test.each([
    ['cannot send text as JSON', { 'content-type': 'text/plain' }, /content type is text\/plain/],
    [
      'cannot call from another origin',
      { origin: 'https://evil.example' },
      /Origin header is https:\/\/evil\.example/,
    ],
    ['cannot call from no origin', { origin: 'null' }, /Origin header is null/],
    ['cannot call from another port', { origin: 'http://127.0.0.1:1' }, /Origin header/],
  ])('%s', async (_, headers, message) => {
    const before = local.now();
    const answer = await control('clock/advance', '{"milliseconds": 86400000}', headers);
    expect(answer.status).toBe(403);
    expect(((await answer.json()) as { message: string }).message).toMatch(message);
    expect(local.now()).toBeLessThan(before + 86_400_000);
  });

  test('cannot do without the header that a form has no way to send', async () => {
    const answer = await fetch(`${local.endpoint}/_local/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"milliseconds": 1}',
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('x-local-runtime');
  });

  test('is answered under its own name by nothing, not even with credentials', async () => {
    for (const path of ['/', '/_local/health', '/_local/resources']) {
      const status = await new Promise((resolve) => {
        const headers = {
          host: 'evil.example',
          'x-amz-target': 'AmazonSQS.ListQueues',
          authorization: authorization(),
        };
        request(local.endpoint + path, { headers }, (answer) => resolve(answer.resume().statusCode)).end();
      });
      expect(status, path).toBe(403);
    }
  });
});

test('the control path switches a function off and on, and puts faults in', async () => {
  expect((await control('mappings', '{"functionName": "Echo", "enabled": false}')).status).toBe(404);
  expect((await control('mappings', '{"functionName": 1}')).status).toBe(400);
  expect(
    (await control('faults', '{"fault": "throttle", "service": "sqs", "operation": "ListQueues"}')).status,
  ).toBe(200);
  const throttled = await post({ 'x-amz-target': 'AmazonSQS.ListQueues' }, '{}');
  expect(throttled.headers.get('x-amzn-errortype')).toBe('ThrottlingException');
  expect((await post({ 'x-amz-target': 'AmazonSQS.ListQueues' }, '{}')).status).toBe(200);
  const unknown = await control('faults', '{"fault": "flood"}');
  expect(unknown.status).toBe(400);
});

test('what is not a call of AWS says where to look', async () => {
  const answer = await fetch(local.endpoint);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('/_local/health');
});

test('a port in use is reported as such', async () => {
  const port = Number(new URL(local.endpoint).port);
  await expect(startLocal({ app: app.directory, port })).rejects.toThrow(PortInUseError);
});
