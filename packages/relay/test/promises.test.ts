import type { CallbackRow } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  endedNotice,
  openedAt,
  openedNotice,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

/** Interleavings and faults that break a promise when one step is left out, each by the promise that it keeps. */

const hour = 3_600_000;

async function parkedResults(relay: Awaited<ReturnType<typeof testRelay>>) {
  const row = await relay.row();
  if (row?.state !== 'parked') throw new Error('the row is not parked');
  return row.parked;
}

describe('no result is lost', () => {
  it('a message whose dead letter could not be sent is not acknowledged', async () => {
    const { handle, faults, letters, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidToken'), when: 'before' });
    faults.push({
      operation: 'sendToDeadLetterQueue',
      error: awsError('InternalError', 500),
      when: 'before',
    });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect([letters, verdicts()]).toEqual([[], []]);
  });

  it('a result is not unclaimed when its callback is opened just before that is written', async () => {
    const relay = await testRelay([]);
    const record = succeeded(1);
    await relay.handle([record]);
    const parked = await parkedResults(relay);
    relay.clock.now += hour;
    const { unclaim } = relay.relay.store;
    relay.relay.store.unclaim = async (unclaiming) => {
      await relay.table.put({ ...waitingRow({ deadline: openedAt + 2 * hour }), parked });
      return unclaim(unclaiming);
    };
    expect(await relay.handle([record])).toEqual(acknowledged);
    expect(relay.verdicts()).toEqual(['parked', 'delivered']);
    expect(relay.sent).toHaveLength(1);
    expect(relay.published).toEqual([]);
  });

  it('a verdict does not stand when the row was opened again before it was remembered', async () => {
    const { relay, handle, table, row, sent, verdicts } = await testRelay([waitingRow({ business: true })]);
    await handle([succeeded('first')]);
    const { remember } = relay.store;
    relay.store.remember = async (memory) => {
      const settled = await row();
      const openingId = 'opening-2';
      await table.put(waitingRow({ business: true, openingId, taskToken: 'token-2', ...answersOf(settled) }));
      return remember(memory);
    };
    expect(await handle([succeeded('second', { id: 'event-2' })])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered', 'delivered']);
    expect(sent.map(({ content }) => content)).toEqual([['"first"'], ['"second"']]);
  });

  it('a parked result stays the first of its sender until its time is up', async () => {
    const { handle, verdicts, row } = await testRelay([]);
    await handle([succeeded(1)]);
    await handle([succeeded(1, { id: 'event-2' }), succeeded(2, { id: 'event-3' })]);
    expect(verdicts()).toEqual(['parked', 'duplicate', 'conflicting']);
    expect(Object.values((await row())?.answers ?? {})).toHaveLength(2);
  });
});

describe('one outcome', () => {
  it('two numbers that a double cannot tell apart are two results', async () => {
    const { handle, verdicts, sent } = await testRelay();
    const exactly = (digits: string, id: string) => {
      const record = succeeded(1, { id });
      return { ...record, body: record.body.replace('"output":1', `"output":${digits}`) };
    };
    await handle([exactly('9007199254740993', 'event-1'), exactly('9007199254740992', 'event-2')]);
    expect(verdicts()).toEqual(['delivered', 'conflicting']);
    expect(sent).toMatchObject([{ content: ['9007199254740993'] }]);
  });

  it('a parked result whose time is up does not answer a callback that is opened later', async () => {
    const relay = await testRelay([]);
    const record = succeeded(1);
    await relay.handle([record]);
    const parked = await parkedResults(relay);
    relay.clock.now += hour;
    await relay.table.put({ ...waitingRow({ deadline: openedAt + 2 * hour }), parked });
    expect(await relay.handle([openedNotice()])).toEqual(acknowledged);
    expect(relay.sent).toEqual([]);
    expect(await relay.row()).toMatchObject({ state: 'waiting' });
  });
});

describe('unsure is not late', () => {
  it('an answer to the newest attempt is late, and not superseded', async () => {
    const { handle, tokens, recordAttempt, verdicts } = await testRelay([waitingRow({ attempt: 1 })]);
    tokens.set(secretToken, 'closed');
    await recordAttempt(1);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['late']);
  });

  it("nothing is superseded where the chain is ambiguous: the newer attempt may be another task's", async () => {
    const { handle, table, tokens, verdicts } = await testRelay();
    tokens.set(secretToken, 'closed');
    await table.put({ correlationId: 'orders#task', attempt: 1, ambiguous: true, expiresAt: 9_000 });
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['late']);
  });
});

describe('no silent hang', () => {
  const others = waitingRow({ business: true, execution: 'machine:other', openingId: 'opening-2' });

  it("the end of an execution says nothing of a callback that is another execution's by now", async () => {
    const { relay, handle, published, row, table } = await testRelay([]);
    await table.put(others);
    // The index is read as it was before the key was opened again.
    relay.store.callbacksOf = async () => ({ correlationIds: ['orders:abc'] });
    expect(await handle([endedNotice('ABORTED')])).toEqual(acknowledged);
    expect(published).toEqual([]);
    expect(await row()).toEqual(others);
  });

  it('the end of an execution closes nothing that another one opens just before that is written', async () => {
    const { relay, handle, row, table } = await testRelay([waitingRow({ business: true })]);
    const { cancel } = relay.store;
    relay.store.cancel = async (cancellation) => {
      await table.put(others);
      return cancel(cancellation);
    };
    await handle([endedNotice('ABORTED')]);
    expect(await row()).toEqual(others);
  });

  it.each(['ABORTED', 'TIMED_OUT', 'FAILED', 'SUCCEEDED'])(
    'an execution that is %s closes what it left open, and publishes it',
    async (status) => {
      const { handle, verdictEvents, row } = await testRelay();
      await handle([endedNotice(status)]);
      expect(verdictEvents()).toMatchObject([{ correlationId: 'orders:abc', executionStatus: status }]);
      expect(await row()).toMatchObject({ state: 'cancelled' });
    },
  );
});

describe('transient is not poison', () => {
  it('a call that hangs and is ended by its time-out may have been done, and is tried again', async () => {
    const { handle, faults, tokens, verdicts } = await testRelay();
    const error = Object.assign(new Error('the request took too long'), { name: 'TimeoutError' });
    for (let at = 0; at < 3; at++) faults.push({ operation: 'sendTaskSuccess', error, when: 'after' });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(acknowledged);
    expect([verdicts(), tokens.get(secretToken)]).toEqual([['delivered'], 'closed']);
  });
});

function answersOf(row: CallbackRow | undefined) {
  return row === undefined ? {} : { answers: row.answers };
}
