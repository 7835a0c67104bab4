import {
  type AttemptRow,
  type CallbackRow,
  executionKeyOf,
  type OpeningStore,
} from '@callback-relay/callbacks-table';
import { adopted, confirmed, opened, recorded } from '@callback-relay/callbacks-table/model';
import { requestSchema } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import { openCallback } from './open-callback.ts';
import type { Requester } from './requester.ts';

const now = 1_700_000_000_000;
const token = 'SECRET-TASK-TOKEN-0123456789';

const input = {
  taskToken: token,
  executionArn: 'arn:aws:states:eu-west-1:111122223333:execution:machine:name',
  stateName: 'Work',
  enteredTime: '2026-11-22T10:00:00.000Z',
  retryCount: 0,
  payload: { number: 12 },
  requestQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/requests',
  timeoutSeconds: 60,
  allowedSources: ['orders.worker'],
};

/** A requester over services in memory, whose calls are counted and can be made to fail, before or after their effect. */
function simpleRequester() {
  const rows = new Map<string, CallbackRow>();
  const attempts = new Map<string, AttemptRow>();
  const calls: string[] = [];
  const sent: { queueUrl: string; body: string }[] = [];
  const published: string[] = [];
  const failing: { call: string; when: 'before' | 'after' }[] = [];
  let minted = 0;

  async function play<Answer>(call: string, effect: () => Answer): Promise<Answer> {
    calls.push(call);
    const fault = failing[0]?.call === call ? failing.shift() : undefined;
    if (fault?.when === 'before') throw new Error(`${call} failed`);
    const answer = effect();
    if (fault !== undefined) throw new Error(`the answer of ${call} was lost`);
    return answer;
  }
  const change =
    (call: string, transition: typeof adopted): OpeningStore['open'] =>
    (opening) =>
      play(call, () => {
        const row = transition(rows.get(opening.correlationId), opening);
        if (row !== undefined) rows.set(row.correlationId, row);
        return row !== undefined;
      });

  const requester: Requester = {
    store: {
      open: change('open', opened),
      adopt: change('adopt', adopted),
      confirm: (opening) =>
        play('confirm', () => confirmed(rows.get(opening.correlationId), opening) !== undefined),
      recordAttempt: (attempt) =>
        play('recordAttempt', () => {
          const row = recorded(attempts.get(attempt.attemptKey), attempt);
          if (row !== undefined) attempts.set(row.correlationId, row);
          return row !== undefined;
        }),
    },
    queue: { send: (queueUrl, body) => play('send', () => void sent.push({ queueUrl, body })) },
    bus: { publishOpened: (detail) => play('publishOpened', () => void published.push(detail)) },
    journal: { opening: () => {} },
    world: { now: () => now, randomBytes: (count) => new Uint8Array(count).fill(++minted) },
    settings: { namespace: 'orders', eventBus: 'the-bus', rowRetentionSeconds: 1_000 },
  };
  return { requester, rows, attempts, calls, sent, published, failing };
}

const retry = { ...input, retryCount: 1, taskToken: 'token-2' };
const business = { ...input, businessKey: 'order-1/payment' };
const businessRetry = { ...retry, businessKey: 'order-1/payment' };

describe('opening a callback', () => {
  it('takes two calls: the row, then the request', async () => {
    const { requester, rows, calls, sent } = simpleRequester();
    const { correlationId } = await openCallback(input, requester);
    expect(calls).toEqual(['open', 'send']);
    expect(rows.get(correlationId)).toMatchObject({
      state: 'waiting',
      taskToken: token,
      execution: executionKeyOf(input.executionArn),
      attempt: 0,
      business: false,
      deadline: now + 60_000,
      expiresAt: now / 1000 + 1_060,
      allowedSources: ['orders.worker'],
    });
    const request = requestSchema.parse(JSON.parse(sent[0]?.body ?? ''));
    expect(request).toMatchObject({
      correlationId,
      payload: { number: 12 },
      deadline: new Date(now + 60_000).toISOString(),
      replyTo: { eventBus: 'the-bus' },
    });
    expect(sent[0]?.queueUrl).toBe(input.requestQueueUrl);
  });

  it('never lets the token out of the row', async () => {
    const { requester, sent } = simpleRequester();
    const answer = await openCallback(input, requester);
    expect(JSON.stringify([sent, answer])).not.toContain(token);
  });

  it('sends nothing when the row can not be written, and rejects', async () => {
    const { requester, failing, sent } = simpleRequester();
    failing.push({ call: 'open', when: 'before' });
    await expect(openCallback(input, requester)).rejects.toThrow('open failed');
    expect(sent).toEqual([]);
  });

  it('rejects when the request can not be sent, so that the Retry of the task acts', async () => {
    const { requester, failing } = simpleRequester();
    failing.push({ call: 'send', when: 'before' });
    await expect(openCallback(input, requester)).rejects.toThrow('send failed');
  });
});

describe('a retried task', () => {
  it('opens a new callback under a new ID and the same idempotency key, and records the attempt', async () => {
    const { requester, attempts, calls, sent } = simpleRequester();
    const first = await openCallback(input, requester);
    calls.length = 0;
    const second = await openCallback(retry, requester);
    expect(second.correlationId).not.toBe(first.correlationId);
    expect(calls).toEqual(['open', 'recordAttempt', 'send']);
    const [a, b] = sent.map(({ body }) => JSON.parse(body) as { idempotencyKey: string });
    expect(a?.idempotencyKey).toBe(b?.idempotencyKey);
    expect(attempts.get(`orders#${a?.idempotencyKey}`)).toMatchObject({ attempt: 1 });
  });

  it('opens its business key again, with its own token', async () => {
    const { requester, rows } = simpleRequester();
    await openCallback(business, requester);
    await openCallback(businessRetry, requester);
    expect(rows.get('orders:order-1/payment')).toMatchObject({
      state: 'waiting',
      taskToken: 'token-2',
      attempt: 1,
    });
  });
});

describe('the idempotency key', () => {
  async function keyOf(changes: object): Promise<unknown> {
    const { requester, sent } = simpleRequester();
    await openCallback({ ...input, ...changes }, requester);
    return (JSON.parse(sent[0]?.body ?? '') as { idempotencyKey: string }).idempotencyKey;
  }

  it('is stable over retries and payloads that are computed anew', async () => {
    const same = [{}, { retryCount: 3 }, { taskToken: 'another' }, { payload: { random: 0.5 } }];
    expect(new Set(await Promise.all(same.map(keyOf))).size).toBe(1);
  });

  it('tells apart executions, states, entries of a state, and items', async () => {
    const others = [
      {},
      { executionArn: 'arn:other' },
      { stateName: 'Other' },
      { enteredTime: '2026-11-22T10:00:00.001Z' },
      { item: 0 },
      { item: 1 },
      { item: '1' },
    ];
    expect(new Set(await Promise.all(others.map(keyOf))).size).toBe(others.length);
  });
});

describe('a business key', () => {
  it('is refused to another task while it is open', async () => {
    const { requester, sent, rows } = simpleRequester();
    await openCallback(business, requester);
    const other = { ...business, taskToken: 'token-3', executionArn: 'arn:other' };
    await expect(openCallback(other, requester)).rejects.toMatchObject({
      code: 'callback-already-open',
      name: 'CallbackRelay.CallbackAlreadyOpen',
    });
    expect(sent).toHaveLength(1);
    expect(rows.get('orders:order-1/payment')).toMatchObject({ taskToken: token });
  });

  it('that has parked results is opened over them, and the relay is told before the worker', async () => {
    const { requester, rows, calls, published } = simpleRequester();
    const correlationId = 'orders:order-1/payment';
    const parked = {};
    rows.set(correlationId, { correlationId, state: 'parked', parked, answers: {}, expiresAt: 1 });
    await openCallback(business, requester);
    expect(calls).toEqual(['open', 'adopt', 'publishOpened', 'send']);
    expect(published).toEqual([JSON.stringify({ version: '1.0', correlationId })]);
    expect(rows.get(correlationId)).toMatchObject({ state: 'waiting', parked });
  });

  it('that was parked on between two looks is opened all the same', async () => {
    const { requester, rows, calls } = simpleRequester();
    await openCallback(business, requester);
    const { open } = requester.store;
    const correlationId = 'orders:order-1/payment';
    requester.store.open = async (opening) => {
      const refused = await open(opening);
      // The row goes by its time to live, just now.
      rows.delete(correlationId);
      return refused;
    };
    await openCallback({ ...business, taskToken: 'token-3', executionArn: 'arn:other' }, requester);
    expect(calls).toEqual(['open', 'send', 'open', 'adopt', 'confirm', 'open', 'send']);
  });

  it('asks nobody where no queue is given, and waits under the key', async () => {
    const { requester, rows, calls } = simpleRequester();
    const { requestQueueUrl: _, payload: __, ...unasked } = business;
    expect(await openCallback(unasked, requester)).toMatchObject({ correlationId: 'orders:order-1/payment' });
    expect(calls).toEqual(['open']);
    expect(rows.get('orders:order-1/payment')).toMatchObject({ state: 'waiting', taskToken: token });
  });

  it('asks no worker when the callback was answered while the answer to the opening was lost', async () => {
    const { requester, rows, sent } = simpleRequester();
    const correlationId = 'orders:order-1/payment';
    const { open } = requester.store;
    requester.store.open = async (opening) => {
      // The SDK sends UpdateItem, loses the answer, and sends it again; a result comes in between.
      await open(opening);
      const row = rows.get(correlationId);
      if (row?.state === 'waiting') {
        const { taskToken: _, execution: __, ...closed } = row;
        rows.set(correlationId, { ...closed, state: 'settled', answeredBy: 'event-1' });
      }
      return open(opening);
    };
    expect(await openCallback(business, requester)).toMatchObject({ correlationId });
    expect(sent).toEqual([]);
    expect(rows.get(correlationId)).toMatchObject({ state: 'settled' });
  });
});

describe('an input that can not be served', () => {
  const deep = JSON.parse(`${'['.repeat(600)}${']'.repeat(600)}`) as unknown;

  it.each([
    ['no object', 'nonsense', 'contract-broken'],
    ['no token', { ...input, taskToken: '' }, 'contract-broken'],
    ['a token over the limit', { ...input, taskToken: 't'.repeat(2_049) }, 'contract-broken'],
    ['no payload', { ...input, payload: undefined }, 'contract-broken'],
    ['no sources', { ...input, allowedSources: [] }, 'contract-broken'],
    ['a payload and nobody to ask', { ...business, requestQueueUrl: undefined }, 'contract-broken'],
    [
      'nobody to ask and no key',
      { ...input, requestQueueUrl: undefined, payload: undefined },
      'contract-broken',
    ],
    ['a malformed business key', { ...input, businessKey: 'with space' }, 'contract-broken'],
    ['a payload of one byte too many', { ...input, payload: `${'é'.repeat(131_071)}x` }, 'payload-too-large'],
    ['a payload of great depth', { ...input, payload: deep }, 'json-too-deep'],
    ['the token in the payload', { ...input, payload: { echo: [`<${token}>`] } }, 'token-shaped-field'],
  ])('is refused with its code, and nothing is written: %s', async (_, given, code) => {
    const { requester, calls } = simpleRequester();
    const error = await openCallback(given, requester).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(token);
    expect(calls).toEqual([]);
  });

  it('a payload of the limit in bytes passes', async () => {
    const { requester, sent } = simpleRequester();
    await openCallback({ ...input, payload: 'é'.repeat(131_071) }, requester);
    expect(sent).toHaveLength(1);
  });
});
