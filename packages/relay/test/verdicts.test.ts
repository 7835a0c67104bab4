import type { CallbackRow, WaitingRow } from '@callback-relay/callbacks-table';
import { currentVersion } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  endedNotice,
  failed,
  heartbeat,
  openedAt,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('delivered', () => {
  it('settles the callback in two calls and a shared one', async () => {
    const { handle, calls, sent, verdicts, row } = await testRelay();
    expect(await handle([succeeded({ paid: true })])).toEqual(acknowledged);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll']);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', content: ['{"paid":true}'] }]);
    expect(verdicts()).toEqual(['delivered']);
    expect(await row()).toMatchObject({ state: 'settled', answeredBy: 'event-1' });
    expect(JSON.stringify(await row())).not.toContain(secretToken);
  });

  it('takes 2.1 calls a callback in a batch of 10, and publishes nothing', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => `orders:callback-${at}`);
    const { handle, calls, published, verdicts } = await testRelay(
      ids.map((id) => waitingRow({ correlationId: id, taskToken: `token of ${id}` })),
    );
    const records = ids.map((id, at) => succeeded(at, { id: `event-${at}`, correlationId: id }));
    expect(await handle(records)).toEqual(acknowledged);
    expect(calls).toHaveLength(21);
    expect(published).toEqual([]);
    expect(verdicts()).toEqual(Array(10).fill('delivered'));
  });

  it('passes a failure on, truncated to what Step Functions takes', async () => {
    const { handle, sent } = await testRelay();
    await handle([failed('E'.repeat(300), 'c'.repeat(40_000))]);
    const [error = '', cause = ''] = sent[0]?.content ?? [];
    expect(error).toMatch(/^E{244}…\[truncated\]$/u);
    expect(error).toHaveLength(256);
    expect(cause).toHaveLength(32_768);
  });

  it('closes a business key by a conditional write of its own', async () => {
    const { handle, calls, row } = await testRelay([waitingRow({ business: true })]);
    await handle([succeeded(1)]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'close']);
    expect(await row()).toMatchObject({ state: 'settled', answers: { 'event-1': { verdict: 'delivered' } } });
  });
});

describe('duplicate and conflicting', () => {
  it('compares later results with the first, in the same batch and after it', async () => {
    const { handle, verdicts, sent, verdictEvents } = await testRelay();
    await handle([
      succeeded({ a: 1, b: 2 }),
      succeeded({ b: 2, a: 1 }, { id: 'event-2' }),
      succeeded('another', { id: 'event-3' }),
    ]);
    await handle([succeeded({ a: 1, b: 2 }, { id: 'event-4' }), failed('E', 'c', { id: 'event-5' })]);
    expect(verdicts()).toEqual(['delivered', 'duplicate', 'conflicting', 'duplicate', 'conflicting']);
    expect(sent).toHaveLength(1);
    expect(verdictEvents().map(({ verdict }) => verdict)).toEqual(['conflicting', 'conflicting']);
  });

  it('handles one event that is twice in a batch once', async () => {
    const { handle, calls, records } = await testRelay();
    await handle([succeeded(1), succeeded(1)]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll']);
    expect(records.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['delivered', false],
      ['delivered', true],
    ]);
  });

  it('gives no copy of an event a verdict before the row is closed', async () => {
    const { handle, faults, records } = await testRelay();
    const copies = [succeeded(1), succeeded(1)];
    faults.push({ operation: 'closeAll', error: awsError('InternalServerError', 500), when: 'before' });
    expect(await handle(copies)).toEqual(returned(...copies));
    expect(records).toEqual([]);
  });

  it('repeats the verdict of a redelivered event, and never another one', async () => {
    const { handle, records } = await testRelay([waitingRow({ business: true })]);
    const first = succeeded(1);
    const second = succeeded(2, { id: 'event-2' });
    await handle([first, second]);
    await handle([second, first]);
    expect(records.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['delivered', false],
      ['conflicting', false],
      ['conflicting', true],
      ['delivered', true],
    ]);
  });

  it('takes one event ID with two contents for two results, in two batches', async () => {
    const { handle, verdicts } = await testRelay();
    await handle([succeeded(1)]);
    await handle([succeeded(2)]);
    expect(verdicts()).toEqual(['delivered', 'conflicting']);
  });
});

describe('late, superseded and unsure', () => {
  it('is late when the task waits no more and no attempt of ours was made', async () => {
    const { handle, tokens, verdicts, verdictEvents, row } = await testRelay();
    tokens.set(secretToken, 'closed');
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['late']);
    expect(verdictEvents()).toMatchObject([
      { verdict: 'late', correlationId: 'orders:abc', event: { id: 'event-1' } },
    ]);
    expect(await row()).toMatchObject({ state: 'settled' });
  });

  it('is superseded when the task has a newer attempt', async () => {
    const { handle, tokens, recordAttempt, verdicts } = await testRelay();
    tokens.set(secretToken, 'closed');
    await recordAttempt(1);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded']);
  });

  it('is delivered when the answer to our own call was lost, in one handling', async () => {
    const { handle, faults, sent, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('ServiceUnavailable', 503), when: 'after' });
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('is delivered when the answer to our own call was lost, and the token is refused afterwards', async () => {
    const { handle, faults, tokens, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('ServiceUnavailable', 503), when: 'after' });
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidToken'), when: 'before' });
    await handle([succeeded(1)]);
    expect(tokens.get(secretToken)).toBe('closed');
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['undeliverable', 'delivered']);
  });

  it('keeps the name of its defect on a key that was opened again before the close', async () => {
    const { relay, handle, table, row, verdicts } = await testRelay([waitingRow({ business: true })]);
    relay.tasks.sendTaskSuccess = () => Promise.reject(awsError('InvalidOutput'));
    relay.tasks.sendTaskFailure = async () => {
      const { answers } = (await row()) ?? waitingRow();
      await table.put(waitingRow({ business: true, openingId: 'opening-2', answers }));
    };
    await handle([succeeded(1)]);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['invalid', 'invalid']);
    expect((await row())?.answers['event-1']).not.toHaveProperty('presumedBy');
  });

  it('is delivered when the function died between the call and the close', async () => {
    const { handle, faults, verdicts, sent } = await testRelay();
    const record = succeeded(1);
    faults.push({ operation: 'closeAll', error: awsError('InternalServerError', 500), when: 'before' });
    expect(await handle([record])).toEqual(returned(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
    expect(sent).toHaveLength(1);
  });

  it('is late, not delivered, when every attempt before was throttled', async () => {
    const { handle, faults, tokens, verdicts, row } = await testRelay();
    const throttle = awsError('ThrottlingException');
    for (let at = 0; at < 3; at++)
      faults.push({ operation: 'sendTaskSuccess', error: throttle, when: 'before' });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(await row()).toMatchObject({ state: 'settling', attempts: [] });
    tokens.set(secretToken, 'closed');
    await handle([record]);
    expect(verdicts()).toEqual(['late']);
  });

  it.each(['claim', 'newestAttempt', 'close'])(
    'is late, not delivered, when only the answer of %s was lost',
    async (operation) => {
      const { handle, faults, tokens, verdicts } = await testRelay();
      tokens.set(secretToken, 'closed');
      faults.push({ operation, error: awsError('InternalServerError', 500), when: 'after' });
      const record = succeeded(1);
      expect(await handle([record])).toEqual(returned(record));
      await handle([record]);
      expect(verdicts()).toEqual(['late']);
    },
  );

  it('leaves the verdict to a copy of the event that claimed meanwhile', async () => {
    const { relay, handle, verdicts, tokens } = await testRelay();
    const record = succeeded(1);
    const { claim } = relay.store;
    let copies = 0;
    relay.store.claim = async (asked) => {
      const answer = await claim(asked);
      if (copies++ === 0) await handle([record]);
      return answer;
    };
    expect(await handle([record])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered', 'delivered']);
    expect(tokens.get(secretToken)).toBe('closed');
  });

  it('is the new opening that an event finishes which never reached the old one, throttled until its key was opened again', async () => {
    const { relay, handle, faults, table, tokens, sent, verdicts, row } = await testRelay([
      waitingRow({ business: true }),
    ]);
    for (let at = 0; at < 3; at++)
      faults.push({ operation: 'sendTaskSuccess', error: awsError('ThrottlingException'), when: 'before' });
    const { markUnsent } = relay.store;
    relay.store.markUnsent = async (claim) => {
      await table.put(reopened(await row()));
      tokens.set(secretToken, 'closed');
      return markUnsent(claim);
    };
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
    expect(sent).toHaveLength(1);
    expect(tokens.get('token-2')).toBe('closed');
  });

  it('is the verdict of an old opening without a change to the event that is at the new one', async () => {
    const remembered = Object.fromEntries(
      Array.from({ length: 99 }, (_, at) => [
        `event-of-${at}`,
        { verdict: 'duplicate', fingerprint: 'f', at: 100 + at } as const,
      ]),
    );
    const answers = { 'event-b': { fingerprint: 'fingerprint-b', at: 1 }, ...remembered };
    const { relay, handle, table, tokens, verdicts, row } = await testRelay([
      waitingRow({ business: true, answers }),
    ]);
    tokens.set(secretToken, 'closed');
    const { newestAttempt } = relay.store;
    relay.store.newestAttempt = async (key) => {
      const settling = { state: 'settling', answeredBy: 'event-b', attempts: [] } as const;
      await table.put({ ...reopened(await row()), ...settling });
      return newestAttempt(key);
    };
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded']);
    expect((await row())?.answers).toMatchObject({ 'event-b': { fingerprint: 'fingerprint-b' } });
  });

  it('is superseded when a business key was opened again under our hands, and stays so', async () => {
    const { relay, handle, table, tokens, verdicts } = await testRelay([waitingRow({ business: true })]);
    tokens.set(secretToken, 'closed');
    const { newestAttempt } = relay.store;
    relay.store.newestAttempt = async (key) => {
      await table.put(reopened(await table.get('orders:abc')));
      return newestAttempt(key);
    };
    await handle([succeeded(1)]);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded', 'superseded']);
    expect(await table.get('orders:abc')).toMatchObject({ state: 'waiting' });
  });

  it('stays superseded where another copy of the event has withdrawn what it presumed', async () => {
    const { relay, handle, table, tokens, verdicts } = await testRelay([waitingRow({ business: true })]);
    tokens.set(secretToken, 'closed');
    const { newestAttempt } = relay.store;
    relay.store.newestAttempt = async (key) => {
      const row = reopened(await table.get('orders:abc'));
      await table.put({ ...row, answers: {} });
      return newestAttempt(key);
    };
    await handle([succeeded(1)]);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded', 'superseded']);
    expect(await table.get('orders:abc')).toMatchObject({ state: 'waiting' });
  });
});

describe('forbidden', () => {
  it('refuses sources and accounts that the callback does not name, which goes on waiting', async () => {
    const row = waitingRow({ allowedAccounts: ['999999999999'] });
    const { handle, verdictEvents, sent, row: now } = await testRelay([row]);
    await handle([succeeded(1, { source: 'stranger' }), heartbeat({ id: 'event-2' })]);
    expect(verdictEvents()).toMatchObject([
      { verdict: 'forbidden', code: 'source-not-allowed' },
      { verdict: 'forbidden', code: 'account-not-allowed' },
    ]);
    expect(sent).toEqual([]);
    expect(await now()).toEqual(row);
  });
});

describe('cancelled', () => {
  it('publishes and closes the callbacks of an ended execution; later results are cancelled', async () => {
    const { handle, published, verdicts, row } = await testRelay();
    expect(await handle([endedNotice('ABORTED')])).toEqual(acknowledged);
    expect(published).toEqual([
      {
        detailType: 'Callback Cancelled',
        detail: JSON.stringify({
          version: currentVersion,
          correlationId: 'orders:abc',
          idempotencyKey: 'task',
          executionStatus: 'ABORTED',
        }),
      },
    ]);
    expect(JSON.stringify(await row())).not.toContain(secretToken);
    await handle([succeeded(1), heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['cancelled', 'cancelled']);
  });

  it('publishes again when the notice is delivered again', async () => {
    const { handle, published, faults } = await testRelay();
    const record = endedNotice('FAILED');
    faults.push({ operation: 'putEvents', error: awsError('InternalException', 500), when: 'before' });
    expect(await handle([record])).toEqual(returned(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(published).toHaveLength(1);
  });

  it('searches once more for callbacks that were opened late, and publishes each once', async () => {
    const { handle, table, published, deferred, clock } = await testRelay();
    const record = endedNotice('ABORTED', { firstReceivedAt: openedAt });
    expect(await handle([record])).toEqual(acknowledged);
    expect(deferred).toMatchObject([{ body: record.body, delaySeconds: 90 }]);
    await table.put(waitingRow({ correlationId: 'orders:late' }));
    clock.now += 90_000;
    expect(await handle([record])).toEqual(acknowledged);
    expect(
      published.map(({ detail }) => (JSON.parse(detail) as { correlationId: string }).correlationId),
    ).toEqual(['orders:abc', 'orders:late']);
    expect(await table.get('orders:late')).toMatchObject({ state: 'cancelled' });
  });

  it('searches once after an execution that succeeded, whose notice the queue has delayed, and defers nothing', async () => {
    const { relay, handle, deferred, published } = await testRelay();
    const { callbacksOf } = relay.store;
    let searches = 0;
    relay.store.callbacksOf = (...asked) => {
      searches += 1;
      return callbacksOf(...asked);
    };
    expect(await handle([endedNotice('SUCCEEDED', { firstReceivedAt: openedAt })])).toEqual(acknowledged);
    expect(published).toHaveLength(1);
    expect([searches, deferred]).toEqual([1, []]);
  });

  it('leaves callbacks of other executions alone', async () => {
    const { handle, row } = await testRelay();
    await handle([endedNotice('TIMED_OUT', { executionArn: 'arn:another' })]);
    expect(await row()).toEqual(waitingRow());
  });
});

describe('undeliverable', () => {
  it('goes to the dead-letter queue past the deadline, after a few attempts', async () => {
    const { handle, faults, clock, letters, verdictEvents } = await testRelay();
    const denied = awsError('AccessDeniedException');
    for (const receives of [1, 2]) {
      faults.push({ operation: 'sendTaskSuccess', error: denied, when: 'before' });
      const record = succeeded(1, { receives });
      clock.now = openedAt + 61_000;
      expect(await handle([record])).toEqual(returned(record));
    }
    faults.push({ operation: 'sendTaskSuccess', error: denied, when: 'before' });
    const last = succeeded(1, { receives: 3 });
    expect(await handle([last])).toEqual(acknowledged);
    expect(letters).toEqual([
      { body: last.body, reason: 'given up: SendTaskSuccess: AccessDeniedException' },
    ]);
    expect(verdictEvents()).toMatchObject([{ verdict: 'undeliverable' }]);
  });

  it('is delivered by a redrive at any later time', async () => {
    const { handle, clock, verdicts, faults } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('AccessDeniedException'), when: 'before' });
    clock.now = openedAt + 61_000;
    await handle([succeeded(1, { receives: 3 })]);
    clock.now += 10 * 86_400_000;
    await handle([succeeded(1, { receives: 1, firstReceivedAt: clock.now })]);
    expect(verdicts()).toEqual(['undeliverable', 'delivered']);
  });

  it('gives up after a day where the deadline is not known', async () => {
    const { handle, clock, faults, verdicts } = await testRelay();
    const error = awsError('ProvisionedThroughputExceededException');
    clock.now = openedAt + 86_400_001;
    faults.push({ operation: 'claim', error, when: 'before' });
    await handle([succeeded(1, { receives: 100 })]);
    expect(verdicts()).toEqual(['undeliverable']);
  });

  it('goes there at once when Step Functions will never take the token', async () => {
    const { handle, faults, letters, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidToken'), when: 'before' });
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(letters).toHaveLength(1);
    expect(verdicts()).toEqual(['undeliverable']);
  });
});

/** The row of a key that is settling, as a retry of its task leaves it. */
function reopened(row: CallbackRow | undefined): WaitingRow {
  if (row?.state !== 'settling') throw new Error('claimed by now');
  const { answeredBy: _, attempts: __, ...open } = row;
  return { ...open, state: 'waiting', openingId: 'opening-2', taskToken: 'token-2' };
}
