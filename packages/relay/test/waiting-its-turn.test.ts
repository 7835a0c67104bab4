import { senderOf } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../src/message/exact-json.ts';
import {
  acknowledged,
  awsError,
  openedAt,
  openedNotice,
  returned,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

const fingerprint = fingerprintOf('Callback Succeeded', 1);

describe('a result whose turn has not come', () => {
  it('waits for as long as another claim may correct what it presumes, and not longer', async () => {
    const presumed = {
      verdict: 'delivered',
      fingerprint,
      at: openedAt / 1000,
      presumedBy: 'claim-9',
    } as const;
    const { handle, deferred, visibilities, clock } = await testRelay([
      waitingRow({ business: true, openingId: 'opening-2', answers: { 'event-1': presumed } }),
    ]);
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(deferred).toMatchObject([{ delaySeconds: 60 }]);
    clock.now = openedAt + 59_999;
    await handle([succeeded(1)]);
    expect(visibilities).toMatchObject([{ seconds: 1 }]);
  });

  it('waits a second where its row changes under every round, and gives its call of the quota back', async () => {
    const { relay, handle, useUpQuota, clock, visibilities, broken, calls } = await testRelay();
    relay.store.claim = async () => {
      calls.push('claim');
      return { claimed: false };
    };
    const quota = useUpQuota();
    clock.now += 1_000;
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
    expect(quota.take('SendTaskSuccess')).toBe(0);
    expect(calls).toEqual(['claim', 'read', 'claim', 'read', 'changeVisibility']);
    expect(broken).toEqual([]);
  });

  it('leaves the row as it is where its claim was refused for the moment', async () => {
    const { handle, faults, calls } = await testRelay();
    faults.push({ operation: 'claim', error: awsError('ThrottlingException'), when: 'before' });
    await handle([succeeded(1)]);
    expect(calls).toEqual(['claim', 'changeVisibility']);
  });
});

describe('an opening over parked results', () => {
  const parkedBy = (source: string, parkedAt: number, until = openedAt + 60_000) => {
    const event = { id: `of ${source}`, source, account: '111122223333', detailType: 'Callback Succeeded' };
    const outcome = { answer: { kind: 'succeeded', output: `"${source}"` }, verdict: 'delivered' } as const;
    return [senderOf(event), { event, fingerprint: source, outcome, parkedAt, until }] as const;
  };
  const row = waitingRow({
    allowedSources: ['early', 'late', 'expired'],
    parked: Object.fromEntries([
      parkedBy('late', openedAt - 10),
      parkedBy('stranger', openedAt - 40),
      parkedBy('expired', openedAt - 30, openedAt),
      parkedBy('early', openedAt - 20),
    ]),
  });

  it('is settled by the earliest of those that may answer and whose time is not up', async () => {
    const { handle, sent, records } = await testRelay([row]);
    expect(await handle([openedNotice()])).toEqual(acknowledged);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', content: ['"early"'] }]);
    expect(records).toMatchObject([{ verdict: 'delivered', event: { id: 'of early' }, repeated: false }]);
  });

  it('passes over a result that the callback has answered before', async () => {
    const answers = { 'of early': { verdict: 'late', fingerprint: 'early', at: openedAt / 1000 } } as const;
    const { handle, sent } = await testRelay([{ ...row, answers }]);
    await handle([openedNotice()]);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', content: ['"late"'] }]);
  });

  it('leaves its verdict to the message of the result where another result was first', async () => {
    const { relay, handle, table, records, sent } = await testRelay([row]);
    const { claim } = relay.store;
    relay.store.claim = async (asked) => {
      const answers = { first: { fingerprint: 'of the first', at: openedAt / 1000 } };
      await table.put({ ...row, state: 'settling', answeredBy: 'first', attempts: ['claim-9'], answers });
      return claim(asked);
    };
    expect(await handle([openedNotice()])).toEqual(acknowledged);
    expect([records, sent]).toEqual([[], []]);
  });

  it('does nothing where there is no opening any more', async () => {
    const { correlationId, parked = {} } = row;
    const { handle, calls } = await testRelay([
      { correlationId, state: 'parked', parked, answers: {}, expiresAt: row.expiresAt },
    ]);
    expect(await handle([openedNotice()])).toEqual(acknowledged);
    expect(calls).toEqual(['read']);
  });

  it('comes again where Step Functions could not be reached', async () => {
    const { handle, faults, verdicts } = await testRelay([row]);
    const fault = {
      operation: 'sendTaskSuccess',
      error: awsError('InternalFailure', 500),
      when: 'before',
    } as const;
    faults.push(fault, fault, fault);
    const notice = openedNotice();
    expect(await handle([notice])).toEqual(returned(notice));
    expect(await handle([notice])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
  });
});
