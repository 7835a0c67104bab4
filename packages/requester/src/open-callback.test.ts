import { type CallbackRow, executionKeyOf, type WaitingRow } from '@callback-relay/callbacks-table';
import { startTable } from '@callback-relay/callbacks-table/test-table';
import { currentVersion, requestSchema } from '@callback-relay/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { input, now, testRequester, token } from '../test/test-requester.ts';
import { openCallback } from './open-callback.ts';

const retry = { ...input, retryCount: 1, taskToken: 'token-2' };
const business = { ...input, businessKey: 'order-1/payment' };
const businessRetry = { ...retry, businessKey: 'order-1/payment' };
const businessId = 'orders:order-1/payment';

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

const open = (given: unknown) => openCallback(given, test.requester);

describe('opening a callback', () => {
  it('takes two calls: the row, then the request', async () => {
    const { correlationId } = await open(input);
    expect(test.calls).toEqual(['open', 'send']);
    expect(await table.get(correlationId)).toMatchObject({
      state: 'waiting',
      taskToken: token,
      execution: executionKeyOf(input.executionArn),
      attempt: 0,
      business: false,
      openedAt: now,
      deadline: now + 60_000,
      expiresAt: now / 1000 + 1_060,
      allowedSources: ['orders.worker'],
    });
    const [{ queueUrl, request } = { queueUrl: '', request: undefined }] = test.sent;
    expect(requestSchema.parse(request)).toEqual({
      version: currentVersion,
      correlationId,
      idempotencyKey: expect.any(String),
      payload: { number: 12 },
      deadline: new Date(now + 60_000).toISOString(),
      replyTo: { eventBus: 'the-bus' },
    });
    expect(queueUrl).toBe(input.requestQueueUrl);
  });

  it('logs whose callback it is before the row is written', async () => {
    test.failing.push({ call: 'open', when: 'before' });
    await expect(open(input)).rejects.toThrow('open failed');
    expect(test.journal).toEqual([
      { correlationId: expect.stringMatching(/^orders:/), executionArn: input.executionArn },
    ]);
  });

  it('keeps who may answer, each source and account once', async () => {
    const allowed = { allowedSources: ['a', 'b', 'a'], allowedAccounts: ['111122223333', '111122223333'] };
    const { correlationId } = await open({ ...input, ...allowed });
    expect(await table.get(correlationId)).toMatchObject({
      allowedSources: ['a', 'b'],
      allowedAccounts: ['111122223333'],
    });
  });

  it('never lets the token out of the row', async () => {
    const answer = await open(input);
    expect(JSON.stringify([test.sent, test.journal, answer])).not.toContain(token);
  });

  it('sends nothing when the row cannot be written, and rejects', async () => {
    test.failing.push({ call: 'open', when: 'before' });
    await expect(open(input)).rejects.toThrow('open failed');
    expect(test.sent).toEqual([]);
  });

  it('rejects when the request cannot be sent, so that the Retry of the task acts', async () => {
    test.failing.push({ call: 'send', when: 'before' });
    await expect(open(input)).rejects.toThrow('send failed');
  });

  it('opens one row for one token, however often the function is invoked with it', async () => {
    const first = await open(input);
    expect(await open(input)).toEqual(first);
    expect(new Set(test.keys()).size).toBe(1);
  });
});

describe('a business key', () => {
  it('is refused to another task while it is open', async () => {
    await open(business);
    const other = { ...business, taskToken: 'token-3', executionArn: 'arn:other' };
    await expect(open(other)).rejects.toMatchObject({
      code: 'callback-already-open',
      name: 'CallbackRelay.CallbackAlreadyOpen',
      message: expect.stringContaining(businessId),
    });
    expect(test.sent).toHaveLength(1);
    expect(await table.get(businessId)).toMatchObject({ taskToken: token });
  });

  it('is opened again by a retry, with its own token and the same idempotency key', async () => {
    await open(business);
    await open(businessRetry);
    expect(await table.get(businessId)).toMatchObject({ state: 'waiting', taskToken: 'token-2', attempt: 1 });
    expect(new Set(test.keys()).size).toBe(1);
  });

  it('is not taken back by a requester that was slow to open it for an earlier attempt', async () => {
    await open(businessRetry);
    await expect(open({ ...business, taskToken: 'token-0' })).rejects.toMatchObject({
      code: 'callback-already-open',
    });
    expect(await table.get(businessId)).toMatchObject({ taskToken: 'token-2', attempt: 1 });
  });

  it('that has parked results is opened over them, and the relay is notified before the worker', async () => {
    await table.put({ correlationId: businessId, state: 'parked', parked: {}, answers: {}, expiresAt: 1 });
    await open(business);
    expect(test.calls).toEqual(['open', 'openOverParked', 'publishOpened', 'send']);
    expect(test.published).toEqual([JSON.stringify({ version: currentVersion, correlationId: businessId })]);
    expect(await table.get(businessId)).toMatchObject({ state: 'waiting', parked: {} });
  });

  it('whose row goes between two writes is opened in a second round', async () => {
    await open(business);
    const refuseOnce = test.store.open;
    test.store.open = async (callback) => {
      const isOpen = await refuseOnce(callback);
      // The row goes by its time to live, just now.
      await table.clearAll();
      return isOpen;
    };
    test.calls.length = 0;
    await open({ ...business, taskToken: 'token-3', executionArn: 'arn:other' });
    expect(test.calls).toEqual(['open', 'openOverParked', 'isOurOpening', 'open', 'send']);
  });

  it('asks no worker where no queue is given, and waits under the key', async () => {
    const { requestQueueUrl: _, payload: __, ...unasked } = business;
    expect(await open(unasked)).toEqual({ correlationId: businessId });
    expect(test.calls).toEqual(['open']);
    expect(await table.get(businessId)).toMatchObject({ state: 'waiting', taskToken: token });
  });

  /** The SDK sends UpdateItem, loses the answer, and sends it again; `change` comes in between. */
  function sendingTwice(write: 'open' | 'openOverParked', change: (row: WaitingRow) => CallbackRow): void {
    const once = test.store[write];
    test.store[write] = async (callback) => {
      await once(callback);
      const row = await table.get(businessId);
      if (row?.state === 'waiting') await table.put(change(row));
      return once(callback);
    };
  }

  it('that has parked results notifies the relay also where it was claimed while the answer to the opening was lost', async () => {
    // By a claim that takes effect late, and whose maker has given it up: no message brings that to its end.
    sendingTwice('openOverParked', (row) => ({
      ...row,
      ...{ state: 'settling', answeredBy: 'event-1', attempts: ['claim-1'] },
    }));
    await table.put({ correlationId: businessId, state: 'parked', parked: {}, answers: {}, expiresAt: 1 });
    expect(await open(business)).toEqual({ correlationId: businessId });
    expect(test.published).toEqual([JSON.stringify({ version: currentVersion, correlationId: businessId })]);
    expect(test.sent).toEqual([]);
  });

  it('asks no worker when the callback was answered while the answer to the opening was lost', async () => {
    sendingTwice('open', ({ taskToken: _, execution: __, ...closed }) => ({
      ...closed,
      ...{ state: 'settled', answeredBy: 'event-1' },
    }));
    expect(await open(business)).toEqual({ correlationId: businessId });
    expect(test.sent).toEqual([]);
    expect(await table.get(businessId)).toMatchObject({ state: 'settled' });
  });
});
