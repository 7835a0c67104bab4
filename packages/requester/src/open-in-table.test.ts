import { startTable } from '@callback-relay/callbacks-table/test-table';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { input, testRequester } from '../test/test-requester.ts';
import { openCallback } from './open-callback.ts';

/** Promise: work is shared only by retries of one attempt chain. */

let table: Awaited<ReturnType<typeof startTable>>;
let test: ReturnType<typeof testRequester>;
beforeAll(async () => {
  table = await startTable();
});
beforeEach(() => {
  test = testRequester(table);
});
afterEach(() => table.clearAll());
afterAll(() => table.stop());

let tokens = 0;

/** Another attempt, with a token of its own, as Step Functions makes it. */
async function attempt(changes: object = {}) {
  const { correlationId } = await openCallback(
    { ...input, taskToken: `token-${++tokens}`, ...changes },
    test.requester,
  );
  return { correlationId, key: test.keys().at(-1) };
}

describe('the retries of a task', () => {
  it('keep its idempotency key, each under a correlation ID of its own', async () => {
    const attempts = [await attempt(), await attempt({ retryCount: 1 }), await attempt({ retryCount: 2 })];
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(1);
    expect(new Set(attempts.map(({ correlationId }) => correlationId)).size).toBe(3);
  });

  it('record that they are the newest before they open', async () => {
    const { key } = await attempt();
    test.calls.length = 0;
    await attempt({ retryCount: 1 });
    expect(test.calls).toEqual(['recordAttempt', 'open', 'send']);
    expect(await table.get(`orders#${key}`)).toMatchObject({ attempt: 1, expiresAt: expect.any(Number) });
  });

  it('keep the key where the first attempt was never opened, because its requester crashed', async () => {
    test.failing.push({ call: 'open', when: 'before' });
    await expect(attempt()).rejects.toThrow('open failed');
    const second = await attempt({ retryCount: 1 });
    expect((await attempt({ retryCount: 2 })).key).toBe(second.key);
  });

  it('keep their names when the function is invoked twice for one attempt', async () => {
    await attempt();
    const once = await attempt({ retryCount: 1, taskToken: 'the-same' });
    expect(await attempt({ retryCount: 1, taskToken: 'the-same' })).toEqual(once);
  });

  it('of another payload are other work', async () => {
    const first = await attempt();
    expect((await attempt({ retryCount: 1, payload: { number: 13 } })).key).not.toBe(first.key);
  });
});

describe('a redrive', () => {
  it('is another attempt of the same work: worker and relay know it from those before', async () => {
    const attempts = [
      await attempt(),
      await attempt({ retryCount: 1 }),
      await attempt({ redriveCount: 1, retryCount: 0 }),
      await attempt({ redriveCount: 1, retryCount: 1 }),
      await attempt({ redriveCount: 2, retryCount: 0 }),
    ];
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(1);
    expect(new Set(attempts.map(({ correlationId }) => correlationId)).size).toBe(5);
    expect(await table.get(`orders#${attempts[0]?.key}`)).not.toHaveProperty('ambiguous');
  });

  it('takes over the business key that an earlier attempt still holds', async () => {
    const named = { businessKey: 'order-1' };
    await attempt(named);
    const { correlationId } = await attempt({ ...named, redriveCount: 1 });
    expect(correlationId).toBe('orders:order-1');
    expect(await table.get(correlationId)).toMatchObject({ state: 'waiting', taskToken: `token-${tokens}` });
  });
});

describe('tasks of different identities', () => {
  it.each([
    ['executions', { executionArn: 'arn:other' }],
    ['states', { stateName: 'Other' }],
    ['entries of a state', { enteredTime: '2026-11-22T10:00:00.001Z' }],
    ['items', { item: 0 }],
    ['an item that is a text', { item: '0' }],
    ['payloads', { payload: { number: 13 } }],
    ['a payload of null', { payload: null }],
  ])('by %s share nothing', async (_, changes) => {
    const [one, other] = [await attempt(), await attempt(changes)];
    expect(one.key).not.toBe(other.key);
    expect(one.correlationId).not.toBe(other.correlationId);
    expect(test.calls).not.toContain('markAmbiguous');
  });
});

describe('tasks of one identity (items of a Map, nothing given, equal payloads, a stopped clock)', () => {
  it('share no key and no ID at their first attempts, all at once', async () => {
    const attempts = await Promise.all(Array.from({ length: 8 }, () => attempt()));
    expect(new Set(test.keys()).size).toBe(8);
    expect(new Set(attempts.map(({ correlationId }) => correlationId)).size).toBe(8);
  });

  it('are new work from then on: their retries share nothing either', async () => {
    await attempt();
    await attempt();
    await attempt({ retryCount: 1 });
    await attempt({ retryCount: 1 });
    await attempt({ retryCount: 2 });
    expect(new Set(test.keys()).size).toBe(5);
  });

  it('are found out by their second retries, where a requester crashed before it opened the first attempt', async () => {
    await attempt();
    test.failing.push({ call: 'open', when: 'before' });
    await expect(attempt()).rejects.toThrow('open failed');
    await attempt({ retryCount: 1 });
    const other = await attempt({ retryCount: 1 });
    const keys = test.keys().slice(0, -1);
    expect(keys).not.toContain(other.key);
  });

  it('cost the second one a question to the row, a mark on the chain, and an opening of its own', async () => {
    await attempt();
    test.calls.length = 0;
    await attempt();
    const found = ['open', 'openOverParked', 'isOurOpening', 'markAmbiguous'];
    expect(test.calls).toEqual([...found, 'open', 'send']);
  });

  it('are found out by the record of their chain when both are retried: the second one opens under names of its own', async () => {
    await attempt({ retryCount: 1 });
    test.calls.length = 0;
    await attempt({ retryCount: 1 });
    expect(test.calls).toEqual(['recordAttempt', 'markAmbiguous', 'open', 'send']);
  });

  it('open their rows for their own tokens', async () => {
    await attempt({ taskToken: 'token-a' });
    const { correlationId } = await attempt({ taskToken: 'token-b' });
    expect(await table.get(correlationId)).toMatchObject({ state: 'waiting', taskToken: 'token-b' });
  });

  it('do not open again what another has had answered', async () => {
    const { correlationId } = await attempt();
    const row = await table.get(correlationId);
    if (row?.state !== 'waiting') throw new Error('the callback does not wait');
    const { taskToken: _, execution: __, ...closed } = row;
    await table.put({ ...closed, state: 'settled', answeredBy: 'event-1' });
    expect((await attempt()).correlationId).not.toBe(correlationId);
    expect(await table.get(correlationId)).toMatchObject({ state: 'settled' });
  });

  it('never take a business key from each other', async () => {
    const businessKey = 'order-1/payment';
    await attempt({ businessKey, taskToken: 'token-a' });
    for (const retryCount of [0, 1, 2]) {
      await expect(attempt({ businessKey, retryCount })).rejects.toMatchObject({
        code: 'callback-already-open',
      });
    }
    expect(await table.get('orders:order-1/payment')).toMatchObject({ taskToken: 'token-a', attempt: 0 });
  });

  it('are refused a business key that another of them has, and their chain is marked', async () => {
    const businessKey = 'order-1/payment';
    const round = ['open', 'openOverParked', 'isOurOpening'];
    await attempt({ businessKey });
    test.calls.length = 0;
    await expect(attempt({ businessKey })).rejects.toThrow('order-1/payment');
    expect(test.calls).toEqual([...round, ...round, 'isOfOurChain', 'markAmbiguous']);
    test.calls.length = 0;
    await expect(attempt({ businessKey, retryCount: 1 })).rejects.toThrow('order-1/payment');
    expect(test.calls).toEqual(['recordAttempt', 'markAmbiguous', ...round, ...round]);
  });

  it('may still open a business key once it is free', async () => {
    const businessKey = 'order-1/payment';
    await attempt({ businessKey });
    await expect(attempt({ businessKey })).rejects.toThrow('order-1/payment');
    test.clock.now += 61_000;
    const later = await attempt({ businessKey, retryCount: 1, taskToken: 'token-b' });
    expect(later.correlationId).toBe('orders:order-1/payment');
    expect(await table.get(later.correlationId)).toMatchObject({ taskToken: 'token-b' });
    expect(new Set(test.keys()).size).toBe(2);
  });
});

describe('a business key that a task of another chain has', () => {
  it('costs one more question: whether the row is of the same chain', async () => {
    const businessKey = 'order-1/payment';
    const round = ['open', 'openOverParked', 'isOurOpening'];
    await attempt({ businessKey, executionArn: 'arn:other' });
    test.calls.length = 0;
    await expect(attempt({ businessKey })).rejects.toThrow('order-1/payment');
    expect(test.calls).toEqual([...round, ...round, 'isOfOurChain']);
  });

  it('leaves the chain of the task as it is, so that its retries keep their key', async () => {
    const businessKey = 'order-1/payment';
    await attempt({ businessKey, executionArn: 'arn:other' });
    await expect(attempt({ businessKey })).rejects.toMatchObject({ code: 'callback-already-open' });
    test.clock.now += 61_000;
    const second = await attempt({ businessKey, retryCount: 1 });
    expect((await attempt({ businessKey, retryCount: 2 })).key).toBe(second.key);
    expect(test.calls).not.toContain('markAmbiguous');
  });
});
