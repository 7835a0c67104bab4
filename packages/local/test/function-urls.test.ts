import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { runtime } from './runtime.ts';

const source = `exports.handler = async (event) => {
  if (event.rawPath === '/throws') throw new Error('no');
  if (event.rawPath === '/as') return JSON.parse(event.queryStringParameters.answer);
  if (event.rawPath === '/plain') return { seen: event.queryStringParameters };
  return {
    statusCode: 201,
    headers: { 'content-type': 'text/plain', 'X-Seen': event.requestContext.http.method },
    body: JSON.stringify({ body: event.body, path: event.rawPath, query: event.rawQueryString, base64: event.isBase64Encoded }),
  };
};`;

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
