import { type CallbackRow, senderOf, type WaitingRow } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  openedAt,
  openedNotice,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

/** A result comes after its task has ended, and `meanwhile` happens between its claim and its close. */
async function missedWhile(meanwhile: (row: CallbackRow | undefined) => WaitingRow) {
  const test = await testRelay([waitingRow({ business: true })]);
  test.tokens.set(secretToken, 'closed');
  const { newestAttempt } = test.relay.store;
  test.relay.store.newestAttempt = async (key) => {
    test.relay.store.newestAttempt = newestAttempt;
    await test.table.put(meanwhile(await test.row()));
    return newestAttempt(key);
  };
  return test;
}

function openedAgain(row: CallbackRow | undefined, openingId = 'opening-2'): WaitingRow {
  return waitingRow({ business: true, openingId, taskToken: 'token-2', answers: row?.answers ?? {} });
}

describe('a result that came too late, beside a copy of it', () => {
  it('comes again where a copy has claimed it and may yet hear that its call was taken', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    test.tokens.set(secretToken, 'closed');
    const { newestAttempt, claim } = test.relay.store;
    let first: Parameters<typeof claim>[0] | undefined;
    test.relay.store.claim = (claimed) => {
      first = claimed;
      return claim(claimed);
    };
    test.relay.store.newestAttempt = async (key) => {
      if (first !== undefined) await claim({ ...first, claimId: 'claim-of-a-copy' });
      return newestAttempt(key);
    };
    const record = succeeded(1);
    expect(await test.handle([record])).toEqual(returned(record));
    expect(test.visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
    expect(test.verdicts()).toEqual([]);
  });

  it('has the verdict that a copy has left on a key that was opened again', async () => {
    const test = await missedWhile((row) => {
      const { presumedBy: _, ...known } = row?.answers['event-1'] ?? { fingerprint: '', at: 0 };
      return { ...openedAgain(row), answers: { 'event-1': { ...known, verdict: 'superseded' } } };
    });
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['superseded']);
  });

  it('comes again where a copy presumes its delivery on a key that was opened again', async () => {
    const test = await missedWhile((row) => {
      const known = row?.answers['event-1'] ?? { fingerprint: '', at: 0 };
      return { ...openedAgain(row), answers: { 'event-1': { ...known, presumedBy: 'claim-of-a-copy' } } };
    });
    const record = succeeded(1);
    expect(await test.handle([record])).toEqual(returned(record));
    expect(test.verdicts()).toEqual([]);
  });

  it('is superseded also where the key is opened once more before that is written', async () => {
    const test = await missedWhile(openedAgain);
    const { remember } = test.relay.store;
    test.relay.store.remember = async (memory) => {
      test.relay.store.remember = remember;
      await test.table.put(openedAgain(await test.row(), 'opening-3'));
      return remember(memory);
    };
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['superseded']);
    expect((await test.row())?.answers['event-1']).toMatchObject({ verdict: 'superseded' });
  });
});

describe('an opening over a parked result', () => {
  it('leaves its verdict to its own message where the callback was cancelled just now', async () => {
    const event = {
      id: 'event-1',
      source: 'orders.worker',
      account: '111122223333',
      detailType: 'Callback Succeeded',
    };
    const outcome = { answer: { kind: 'succeeded', output: '1' }, verdict: 'delivered' } as const;
    const parked = { event, fingerprint: 'f', outcome, parkedAt: openedAt, until: openedAt + 60_000 };
    const row = waitingRow({ parked: { [senderOf(event)]: parked } });
    const test = await testRelay([row]);
    const { claim } = test.relay.store;
    test.relay.store.claim = async (claimed) => {
      const { correlationId, execution } = row;
      await test.relay.store.cancel({ correlationId, execution, before: 1 });
      return claim(claimed);
    };
    expect(await test.handle([openedNotice()])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual([]);
    expect(test.sent).toEqual([]);
  });
});
