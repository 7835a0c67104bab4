import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Example, startExample, synthesizeExample } from './example.ts';

let example: Example;
let built: ReturnType<typeof synthesizeExample>;

beforeAll(async () => {
  built = synthesizeExample();
  example = await startExample(built.app);
});
afterAll(async () => {
  await example?.stop();
  built?.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As any program may ask, Host and Origin included. */
function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${example.local.endpoint}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const pageToken = async () => /request-token" content="([^"]+)"/.exec((await ask('/')).body)?.[1] ?? '';
const post = (path: string, body: object, headers: Record<string, string>) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe("the page's server", () => {
  it('lets nothing be loaded from elsewhere, nothing inline be run, and no other page frame it', async () => {
    const { headers, body } = await ask('/');
    const [, styles = ''] = /<style>([^<]+)<\/style>/.exec(body) ?? [];
    const digest = createHash('sha256').update(styles).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'sha256-${digest}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(body).not.toMatch(/<script(?![^>]* src=)|https?:\/\/|style="/);
  });

  it.each([
    ['a name of another owner that resolves to this machine', { host: 'evil.example:80' }],
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('answers nothing to %s', async (_, headers) => {
    for (const path of ['/', '/console/api/events', '/console/api/session'])
      expect((await ask(path, { headers })).status).toBe(403);
  });

  it.each([
    ['no token', {}],
    ['a token of before', { 'x-request-token': 'x'.repeat(43) }],
  ])('changes nothing with %s', async (_, headers) => {
    const { id } = await example.asleep();
    const { status, body } = await post(
      '/console/api/answer',
      { kind: 'succeed', id, output: '1', why: 'forged' },
      headers,
    );
    expect([status, JSON.parse(body).error]).toEqual([403, 'refused']);
  });

  it('does not take a form, which any page can send', async () => {
    const token = await pageToken();
    const { status } = await ask('/console/api/redrive', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-request-token': token },
      body: '{}',
    });
    expect(status).toBe(403);
  });

  it('says what is wrong with what it is given', async () => {
    const headers = { 'x-request-token': await pageToken() };
    expect((await post('/console/api/answer', { kind: 'guess' }, headers)).status).toBe(400);
    expect((await ask('/console/api/callback?id=nope')).status).toBe(400);
    expect((await ask('/console/api/callback?id=even-odd:nope')).status).toBe(404);
    expect((await ask('/console/api/nothing')).status).toBe(404);
    expect((await ask('/console/api/constructor')).status).toBe(404);
  });

  it('shows no task token in any answer', async () => {
    const { id, executionArn } = await example.asleep();
    const tokens = await tokensOf(executionArn);
    expect(tokens.length).toBeGreaterThan(0);
    const paths = [
      'session',
      `callback?id=${encodeURIComponent(id)}`,
      `explain?target=${encodeURIComponent(id)}`,
      `execution?arn=${encodeURIComponent(executionArn)}`,
      'executions?stateMachine=callback-relay-dev-even-odd',
      'verdicts',
      'dead-letter-queues',
      'resources',
      ...['relay', 'even-odd-requester', 'even-odd-worker'].map(
        (name) => `logs?functionName=callback-relay-dev-${name}`,
      ),
    ];
    for (const path of paths) {
      const { status, body } = await ask(`/console/api/${path}`);
      expect([path, status, tokens.some((token) => body.includes(token))]).toEqual([path, 200, false]);
    }
    const waits = await eventsUpTo(id);
    expect(tokens.some((token) => waits.includes(token))).toBe(false);
  });
});

/** What the stream of events has said when this text has come. */
async function eventsUpTo(awaited: string): Promise<string> {
  const stopping = new AbortController();
  const { body } = await fetch(`${example.local.endpoint}/console/api/events`, { signal: stopping.signal });
  let text = '';
  for await (const part of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes(awaited)) break;
  }
  stopping.abort();
  return text;
}

/** The tokens as AWS itself answers them to a principal that may read histories. */
async function tokensOf(executionArn: string): Promise<string[]> {
  const { GetExecutionHistoryCommand } = await import('@aws-sdk/client-sfn');
  const { events = [] } = await example.stage.clients.sfn.send(
    new GetExecutionHistoryCommand({ executionArn }),
  );
  return [...JSON.stringify(events).matchAll(/taskToken\\+":\\+"([^"\\]+)/g)].map(([, token = '']) =>
    token.slice(0, 100),
  );
}
