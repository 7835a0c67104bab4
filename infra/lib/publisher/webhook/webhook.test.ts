import { createHmac } from 'node:crypto';
import { RelayError } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../http.ts';
import { signatureChecks } from './signature.ts';
import { receiveWebhook, type WebhookAnswer, type WebhookMapping } from './webhook.ts';

const post = (body: string, headers: Record<string, string>): HttpRequest => ({
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(body),
});

/** The example of GitHub's documentation, and the one that Stripe's .NET library is tested with. */
const published = {
  github: {
    secret: "It's a Secret to Everybody",
    now: 0,
    body: 'Hello, World!',
    headers: {
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
  },
  stripe: {
    secret: 'webhook_secret',
    now: 1_533_204_620_000,
    body: `${JSON.stringify(
      {
        id: 'evt_123',
        object: 'event',
        account: 'acct_123',
        api_version: '2017-05-25',
        created: 1_533_204_620,
        data: {
          object: {
            id: 'cus_123',
            object: 'customer',
            created: 123_456_789,
            email: 'test@stripe.com',
            livemode: false,
            metadata: {},
          },
        },
        livemode: false,
        pending_webhooks: 1,
        request: { id: 'req_123', idempotency_key: 'idempotency-key-123' },
        type: 'customer.created',
      },
      null,
      2,
    )}\n`,
    headers: {
      'stripe-signature':
        't=1533204620,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7,v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef',
    },
  },
} as const;

describe.each(['github', 'stripe'] as const)("%s's published example", (scheme) => {
  const { secret, now, body, headers } = published[scheme];
  const check = (
    text: string,
    given: Record<string, string> = headers,
    key: string = secret,
    at: number = now,
  ) => signatureChecks[scheme](post(text, given), key, at);

  it('holds', () => expect(check(body)).toBeUndefined());
  it('fails with one byte of the body changed', () => {
    expect(check(body.replace('o', '0'))).toBe('the signature does not match the body');
  });
  it('fails with one digit of the signature changed', () => {
    const changed = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace(/(=\w*)7/, '$18')]),
    );
    expect(check(body, changed)).toBeDefined();
  });
  it('fails with another secret, and without a signature', () => {
    expect(check(body, headers, 'another')).toBeDefined();
    expect(check(body, {})).toMatch(/the header .* is missing/);
    expect(
      check(body, Object.fromEntries(Object.keys(headers).map((name) => [name, 'rubbish']))),
    ).toBeDefined();
  });
});

it("Stripe's signature is believed for five minutes", () => {
  const { secret, now, body, headers } = published.stripe;
  const at = (seconds: number) => signatureChecks.stripe(post(body, headers), secret, now + seconds * 1_000);
  expect(at(300)).toBeUndefined();
  expect(at(301)).toBe('the signature is 301 s old or early');
  expect(at(-301)).toBeDefined();
});

describe('a delivery', () => {
  const mapping: WebhookMapping = {
    scheme: 'stripe',
    namespace: 'orders',
    key: 'order-{data.object.metadata.orderId}',
    succeeded: ['payment_intent.succeeded'],
    failed: ['payment_intent.payment_failed'],
    output: 'data.object',
  };

  async function delivered(event: unknown, { method = 'POST', fault = undefined as Error | undefined } = {}) {
    const answers: { correlationId: string; answer: WebhookAnswer }[] = [];
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const signature = createHmac('sha256', 'secret').update(`100.${body}`).digest('hex');
    const request = { ...post(body, { 'stripe-signature': `t=100,v1=${signature}` }), method };
    const response = await receiveWebhook(
      mapping,
      {
        secret: 'secret',
        now: () => 100_000,
        publish: async (correlationId, answer) => {
          if (fault !== undefined) throw fault;
          answers.push({ correlationId, answer });
        },
      },
      request,
    );
    return { status: response.status, body: JSON.parse(response.body), answers };
  }

  const event = (type: string, metadata: object = { orderId: 4711 }) => ({
    type,
    data: { object: { id: 'pi_1', metadata } },
  });

  it('of a success is published under the business key, with the output that is asked for', async () => {
    const { status, answers } = await delivered(event('payment_intent.succeeded'));
    expect(status).toBe(200);
    expect(answers).toEqual([
      {
        correlationId: 'orders:order-4711',
        answer: { output: { id: 'pi_1', metadata: { orderId: 4711 } } },
      },
    ]);
  });

  it('of a failure is published with the name of the event', async () => {
    const { answers } = await delivered(event('payment_intent.payment_failed'));
    expect(answers[0]?.answer).toMatchObject({ error: 'payment_intent.payment_failed' });
  });

  it('of another event is taken, and ignored', async () => {
    expect(await delivered(event('charge.refunded'))).toMatchObject({
      status: 200,
      body: { ignored: 'charge.refunded' },
      answers: [],
    });
  });

  it.each([
    ['without the key', event('payment_intent.succeeded', {}), 422, /no text or number at each path/],
    ['with an empty key', event('payment_intent.succeeded', { orderId: '' }), 422, /no text or number/],
    [
      'with a key of 300 characters',
      event('payment_intent.succeeded', { orderId: 'x'.repeat(300) }),
      422,
      /of at most 200/,
    ],
    ['that is not JSON', '{', 400, /not JSON/],
  ])('%s is refused, and nothing is published', async (_, given, status, error) => {
    expect(await delivered(given)).toMatchObject({
      status,
      body: { error: expect.stringMatching(error) },
      answers: [],
    });
  });

  it('by another method is refused', async () => {
    expect((await delivered(event('payment_intent.succeeded'), { method: 'GET' })).status).toBe(405);
  });

  it('that cannot be published is asked for again, but for one that never could', async () => {
    const with_ = (fault: Error) => delivered(event('payment_intent.succeeded'), { fault });
    await expect(with_(new RelayError('publish-failed'))).rejects.toThrow();
    expect((await with_(new RelayError('output-too-large'))).status).toBe(422);
  });
});
