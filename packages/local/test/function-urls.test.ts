import { expect, test } from 'vitest';
import { z } from 'zod';
import { functionResources } from './app.ts';
import { runtime } from './runtime.ts';

const source = `exports.handler = async (event, context) => {
  if (event.rawPath === '/throws') throw new Error('no');
  if (event.rawPath === '/as') return JSON.parse(event.queryStringParameters.answer);
  if (event.rawPath === '/event/7') return { ...event, invocation: context.awsRequestId };
  if (event.rawPath === '/plain') return { seen: event.queryStringParameters };
  return {
    statusCode: 201,
    headers: { 'content-type': 'text/plain', 'X-Seen': event.requestContext.http.method },
    body: JSON.stringify({ body: event.body, path: event.rawPath, query: event.rawQueryString, base64: event.isBase64Encoded }),
  };
};`;

const heard = z.looseObject({ headers: z.unknown(), requestContext: z.unknown(), invocation: z.string() });

const url = (AuthType: string) => ({
  ...functionResources('Hook', { properties: { Code: { ZipFile: source } } }),
  Url: {
    Type: 'AWS::Lambda::Url',
    Properties: { AuthType, TargetFunctionArn: { 'Fn::GetAtt': ['Hook', 'Arn'] } },
  },
});

test('a function URL answers over HTTP, in payload format 2.0', async () => {
  const local = await runtime(url('NONE'));
  const address = `${local.endpoint}/_url/Hook/`;
  const posted = await fetch(`${address}orders/7?a=1&a=2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"n":1}',
  });
  expect([posted.status, posted.headers.get('content-type'), posted.headers.get('x-seen')]).toEqual([
    201,
    'text/plain',
    'POST',
  ]);
  expect(await posted.json()).toEqual({
    body: '{"n":1}',
    path: '/orders/7',
    query: 'a=1&a=2',
    base64: false,
  });
  const plain = await fetch(`${address}plain?a=1&a=2&b=3`);
  expect(await plain.json()).toEqual({ seen: { a: '1,2', b: '3' } });
  expect((await fetch(`${address}throws`)).status).toBe(502);
  expect((await fetch(`${local.endpoint}/_url/Missing/`)).status).toBe(404);
});

/** Recorded from Lambda, and https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html. */
test('a function hears of a request to its URL in payload format 2.0, with what Lambda adds to its headers', async () => {
  const local = await runtime(url('NONE'));
  const answer = await fetch(`${local.endpoint}/_url/Hook/event/7?q=query&multi=foo&multi=%2Fbar`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'Extra-Headers': 'With WeiRd CapS',
      'user-agent': 'test/echo',
    },
    body: '{"foo": "bar"}',
  });
  const { host, port } = new URL(local.endpoint);
  const { headers, requestContext, invocation, ...event } = heard.parse(await answer.json());
  expect(event).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/event/7',
    rawQueryString: 'q=query&multi=foo&multi=%2Fbar',
    queryStringParameters: { q: 'query', multi: 'foo,/bar' },
    body: '{"foo": "bar"}',
    isBase64Encoded: false,
  });
  expect(headers).toMatchObject({
    'content-length': '14',
    'content-type': 'application/json',
    'extra-headers': 'With WeiRd CapS',
    host,
    'user-agent': 'test/echo',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24}$/),
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': port,
    'x-forwarded-proto': 'http',
  });
  expect(headers).not.toHaveProperty('connection');
  expect(requestContext).toMatchObject({
    accountId: 'anonymous',
    domainName: host,
    http: {
      method: 'POST',
      path: '/event/7',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'test/echo',
    },
    requestId: invocation,
    time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
  });
  expect(answer.headers.get('x-amzn-requestid')).toBe(invocation);
});

test.each([
  ['application/json', 'text', false],
  ['text/csv; charset=utf-8', 'text', false],
  ['application/x-www-form-urlencoded', 'dGV4dA==', true],
  ['multipart/form-data; boundary=x', 'dGV4dA==', true],
  ['application/octet-stream', 'dGV4dA==', true],
])('a body of type %s comes as %s', async (type, body, base64) => {
  const local = await runtime(url('NONE'));
  const posted = await fetch(`${local.endpoint}/_url/Hook/orders`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: 'text',
  });
  expect(await posted.json()).toMatchObject({ body, base64 });
});

test('each cookie of an answer is a header of its own', async () => {
  const local = await runtime(url('NONE'));
  const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'];
  const answer = encodeURIComponent(JSON.stringify({ statusCode: 200, cookies }));
  const answered = await fetch(`${local.endpoint}/_url/Hook/as?answer=${answer}`);
  expect(answered.headers.getSetCookie()).toEqual(cookies);
});

test.each([
  [{ statusCode: 200, headers: 'text' }],
  [{ statusCode: 200, headers: { a: { b: 1 } } }],
  [{ statusCode: 200, cookies: 'a=b' }],
  [{ statusCode: 200, body: { n: 1 } }],
  [{ statusCode: 'fine' }],
  [{ statusCode: 700 }],
])('an answer of the form %j is an error of the function, and nothing else fails', async (answer) => {
  const local = await runtime(url('NONE'));
  const asked = (given: object) =>
    fetch(`${local.endpoint}/_url/Hook/as?answer=${encodeURIComponent(JSON.stringify(given))}`);
  expect((await asked(answer)).status).toBe(502);
  const bare = await asked({ statusCode: 204, headers: null, cookies: null, body: null });
  expect([bare.status, await bare.text()]).toEqual([204, '']);
});

test('a function URL that wants a signature is refused at start', async () => {
  await expect(runtime(url('AWS_IAM'))).rejects.toThrow(
    'AuthType AWS_IAM is not supported by the local runtime',
  );
});

test('a function URL takes as much as an invocation does, and says so of more', async () => {
  const local = await runtime(url('NONE'));
  const post = (bytes: number) =>
    fetch(`${local.endpoint}/_url/Hook/orders`, { method: 'POST', body: 'x'.repeat(bytes) });
  expect((await post(6_000_000)).status).toBe(201);
  const refused = await post(6_291_457);
  expect([refused.status, await refused.json()]).toEqual([
    413,
    { Message: 'Request must be smaller than 6291456 bytes.' },
  ]);
});
