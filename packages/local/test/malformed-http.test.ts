import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { GetTopicAttributesCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, writeApp } from './app.ts';
import { queue } from './runtime.ts';

let app: FixtureApp;
let local: Local;

beforeAll(async () => {
  const news = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } };
  app = writeApp({ Jobs: queue('jobs'), News: news, ...functionResources('Echo') });
  local = await startLocal({ app: app.directory });
});

afterAll(async () => {
  await local.stop();
  app.remove();
});

const port = () => Number(new URL(local.endpoint).port);

/** What a connection answers to bytes, until it is closed. */
function answerTo(...bytes: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port(), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => {}).on('close', () => resolve(answer));
    for (const some of bytes) socket.write(some);
  });
}

interface Sent {
  readonly headers?: string;
  readonly path?: string;
  readonly type?: string;
  readonly target?: string;
}

function head({ headers = '', path = '/', type = 'application/x-amz-json-1.0', target }: Sent): string {
  const operation = target === undefined ? '' : `x-amz-target: ${target}\r\n`;
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port()}\r\nconnection: close\r\nauthorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0\r\n${operation}content-type: ${type}\r\n${headers}\r\n`;
}

const send = (body: string | Uint8Array, sent: Sent) =>
  answerTo(head({ headers: `content-length: ${Buffer.byteLength(body)}\r\n`, ...sent }), body);

const list: Sent = { target: 'AmazonSQS.ListQueues' };
const isUp = async () => expect((await fetch(`${local.endpoint}/_local/health`)).status).toBe(200);

test.each([
  ['a length that is too short', 'content-length: 1\r\n', '{}'],
  ['a length below zero', 'content-length: -2\r\n', '{}'],
  ['two lengths', 'content-length: 2\r\ncontent-length: 3\r\n', '{}'],
  ['a length beside chunks', 'content-length: 2\r\ntransfer-encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'],
  ['a chunk without a size', 'transfer-encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'],
  ['a header of 100,000 characters', `x-a: ${'a'.repeat(100_000)}\r\n`, '{}'],
  ['a target of a prototype', 'x-amz-target: AmazonSQS.__proto__\r\ncontent-length: 2\r\n', '{}'],
])('%s is refused, and the runtime stays up', async (_, headers, body) => {
  const answer = await answerTo(head({ ...(headers.includes('target') ? {} : list), headers }), body);
  expect(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer), answer).toBe(true);
  await isUp();
});

test.each([
  ['compressed', gzipSync('{}')],
  ['UTF-16', Buffer.from('{}', 'utf16le')],
  ['not UTF-8', Buffer.concat([Buffer.from('{"QueueNamePrefix":"'), Buffer.from([0xff]), Buffer.from('"}')])],
  ['cut short', Buffer.from('{"QueueNamePrefix":')],
  ['of two values', Buffer.from('{} {}')],
  ['a text', Buffer.from('"a"')],
  ['half a million lists in one another', Buffer.from('['.repeat(500_000))],
])('a body that is %s is a SerializationException', async (_, body) => {
  const answer = await send(body, list);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"__type":"SerializationException"');
});

test('a body in chunks is read to its end', async () => {
  const chunked = head({ ...list, headers: 'transfer-encoding: chunked\r\n' });
  expect(await answerTo(chunked, '1\r\n{\r\n', '1\r\n}\r\n', '0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('clients that go away amid a body leave nothing behind', async () => {
  const leave = () =>
    new Promise((resolve) => {
      const socket = connect(port(), '127.0.0.1', () => {
        socket.write(`${head({ ...list, headers: 'content-length: 1000\r\n' })}{`, () => socket.destroy());
      });
      socket.on('close', resolve);
    });
  await Promise.all(Array.from({ length: 50 }, leave));
  await isUp();
});

test('a form that no service answers is refused in XML, as its clients read it', async () => {
  const form = { type: 'application/x-www-form-urlencoded' };
  const foreign = await answerTo(
    head({ ...form, headers: 'content-length: 0\r\n' }).replace(/host: [^\r]+/, 'host: example.com'),
  );
  expect(foreign).toMatch(/^HTTP\/1\.1 403 /);
  expect(foreign).toContain('<Code>AccessDeniedException</Code>');
  const tooLarge = await send('a'.repeat(17_000_000), form);
  expect(tooLarge).toMatch(/^HTTP\/1\.1 413 /);
  expect(tooLarge).toContain('<Code>RequestEntityTooLargeException</Code>');
});

test('a text that XML has no room for does not spoil an answer', async () => {
  const sns = new SNSClient(local.clientConfig);
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
  const AttributeValue = 'a\u0001b\rc<&>';
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue }));
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes?.DisplayName).toBe('a\ufffdb\rc<&>');
});

const invocations = '/2015-03-31/functions/Echo/invocations';

test.each([
  ['not base64 of JSON', '!!!'],
  ['a text', Buffer.from('"hello"').toString('base64')],
])('a client context that is %s is refused before the function runs', async (_, context) => {
  const headers = `content-length: 2\r\nx-amz-client-context: ${context}\r\n`;
  const answer = await send('{}', { path: invocations, headers });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('Client context must be a valid Base64-encoded JSON object.');
});

test('a payload that is not UTF-8 is refused before the function runs', async () => {
  const answer = await send(Buffer.from([0x22, 0xff, 0x22]), { path: invocations });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('InvalidRequestContentException');
});
