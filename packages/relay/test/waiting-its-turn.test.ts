import { senderOf } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../src/message/exact-json.ts';
import {
  acknowledged,
  awsError,
  heartbeat,
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
    const { relay, handle, useUpQuota, clock, visibilities, broken } = await testRelay();
    relay.store.claim = async () => ({ claimed: false });
    const quota = useUpQuota();
    clock.now += 1_000;
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
    expect(quota.take('SendTaskSuccess')).toBe(0);
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

describe('a heartbeat among others', () => {
  it('stands for them by the order of the batch, not of their senders', async () => {
    const { handle, records } = await testRelay([
      waitingRow({ allowedSources: ['orders.worker', 'people'] }),
    ]);
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b', source: 'people' }), heartbeat({ id: 'c' })]);
    expect(records.map(({ event, verdict }) => [event.id, verdict])).toEqual([
      ['a', 'duplicate'],
      ['b', 'duplicate'],
      ['c', 'delivered'],
    ]);
  });

  it('has its progress kept, though a later one of another sender brings none', async () => {
    const { handle, row } = await testRelay([waitingRow({ allowedSources: ['orders.worker', 'people'] })]);
    await handle([heartbeat({ id: 'a', progress: 5 }), heartbeat({ id: 'b', source: 'people' })]);
    expect(await row()).toMatchObject({ progress: '5', progressCount: 1 });
  });

  it('of a stranger is refused by the write that would keep its progress, without a read', async () => {
    const { handle, calls, verdicts } = await testRelay();
    await handle([heartbeat({ source: 'stranger', progress: 5 })]);
    expect(calls).toEqual(['recordProgress', 'putEvents']);
    expect(verdicts()).toEqual(['forbidden']);
  });

  it('for a callback over which results are parked is too early', async () => {
    const { handle, verdicts } = await testRelay([]);
    await handle([succeeded(1)]);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['parked', 'unclaimed']);
  });

  it('is given up at once where Step Functions will never take the token', async () => {
    const { handle, faults, letters, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskHeartbeat', error: awsError('InvalidToken'), when: 'before' });
    expect(await handle([heartbeat()])).toEqual(acknowledged);
    expect(letters).toHaveLength(1);
    expect(verdicts()).toEqual(['undeliverable']);
  });

  it('is reported by the read that failed', async () => {
    const { handle, faults, reports, broken } = await testRelay();
    faults.push({ operation: 'read', error: awsError('InternalServerError', 500), when: 'before' });
    await handle([heartbeat()]);
    expect(reports).toMatchObject([{ operation: 'GetItem', correlationId: 'orders:abc' }]);
    expect(broken).toEqual([]);
  });
});
