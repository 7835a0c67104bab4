import { limits } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  heartbeat,
  openedAt,
  openedNotice,
  resumed,
  returned,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

const hour = 3_600_000;

describe('a result that comes before its callback', () => {
  it('is parked on the row, and its message waits in the deferred queue as the timer', async () => {
    const { handle, calls, verdicts, deferred, row, published } = await testRelay([]);
    const record = succeeded({ early: true });
    expect(await handle([record])).toEqual(acknowledged);
    expect(calls).toEqual(['claim', 'read', 'park', 'defer']);
    const attributes = { receives: 1, firstReceivedAt: openedAt, resumeAt: openedAt + hour };
    expect(deferred).toEqual([{ body: record.body, delaySeconds: 900, attributes }]);
    expect(verdicts()).toEqual(['parked']);
    expect(await row()).toMatchObject({ state: 'parked' });
    expect(published).toEqual([]);
  });

  it('is deferred further without a read of the row until its time is up: one call for a quarter of an hour', async () => {
    const { handle, deferred, calls, clock, verdicts } = await testRelay([]);
    await handle([succeeded(1)]);
    for (const delaySeconds of [900, 900, 900]) {
      clock.now += delaySeconds * 1000;
      calls.length = 0;
      const [message] = deferred.splice(0);
      if (message === undefined) throw new Error('nothing was deferred');
      expect(await handle([resumed(message, clock.now)])).toEqual(acknowledged);
      expect(calls).toEqual(['defer']);
    }
    expect(deferred).toMatchObject([{ delaySeconds: 900, attributes: { receives: 4 } }]);
    expect(verdicts()).toEqual(['parked']);
  });

  it('is unclaimed, and published, when its time is up', async () => {
    const { handle, clock, verdicts, verdictEvents, row } = await testRelay([]);
    const record = succeeded(1);
    await handle([record]);
    clock.now += hour - 1_000;
    expect(await handle([record])).toEqual(returned(record));
    clock.now += 1_000;
    expect(await handle([record])).toEqual(acknowledged);
    await handle([record]);
    expect(verdicts()).toEqual(['parked', 'parked', 'unclaimed', 'unclaimed']);
    expect(verdictEvents().map(({ verdict }) => verdict)).toEqual(['unclaimed', 'unclaimed']);
    expect(await row()).toMatchObject({ state: 'parked', parked: {} });
  });

  it('lives on the row as long as the row is kept after its time', async () => {
    const { handle, row } = await testRelay([], { parkedSeconds: 60, rowRetentionSeconds: 100 });
    await handle([succeeded(1)]);
    expect(await row()).toMatchObject({ expiresAt: openedAt / 1000 + 160 });
  });

  it('makes room for the next of its sender when its time is up', async () => {
    const { handle, clock, verdicts, row } = await testRelay([]);
    await handle([succeeded(1)]);
    clock.now += hour;
    await handle([succeeded(2, { id: 'event-2' })]);
    expect(verdicts()).toEqual(['parked', 'parked']);
    expect(Object.values((await row())?.answers ?? {})).toMatchObject([{ verdict: 'unclaimed' }]);
  });

  it('finds the callback when the requester opens it between the read and the write', async () => {
    const { relay, handle, table, sent, verdicts } = await testRelay([]);
    const { park } = relay.store;
    relay.store.park = async (parking) => {
      await table.put(waitingRow());
      return park(parking);
    };
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('settles its callback, also where a second rule has made another result of the same event', async () => {
    const { handle, verdicts, table, row, sent } = await testRelay([]);
    await handle([succeeded('first')]);
    await handle([succeeded('second')]);
    const parked = await row();
    if (parked?.state !== 'parked') throw new Error('nothing is parked');
    await table.put(waitingRow({ parked: parked.parked, answers: parked.answers }));
    await handle([openedNotice()]);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', content: ['"first"'] }]);
    expect(verdicts()).toEqual(['parked', 'conflicting', 'delivered']);
  });

  it('is never a heartbeat', async () => {
    const { handle, calls, verdicts } = await testRelay([]);
    expect(await handle([heartbeat()])).toEqual(acknowledged);
    expect(calls).toEqual(['read', 'putEvents']);
    expect(verdicts()).toEqual(['unclaimed']);
  });
});

describe('an opening over parked results', () => {
  it('is settled by the first that may answer', async () => {
    const relay = await testRelay([]);
    const stranger = succeeded('forged', { id: 'event-0', source: 'stranger' });
    const genuine = succeeded('genuine');
    await relay.handle([stranger, genuine]);
    const parked = await relay.row();
    if (parked?.state !== 'parked') throw new Error('both are parked');
    await relay.table.put({ ...waitingRow({ business: true }), parked: parked.parked });
    expect(await relay.handle([openedNotice()])).toEqual(acknowledged);
    expect(relay.sent).toEqual([{ operation: 'sendTaskSuccess', content: ['"genuine"'] }]);
    await relay.handle([stranger, genuine]);
    expect(relay.verdicts()).toEqual(['parked', 'parked', 'delivered', 'forbidden', 'delivered']);
  });

  it('is settled by the one that was parked first', async () => {
    const relay = await testRelay([]);
    await relay.handle([succeeded('first', { id: 'event-1', source: 'orders.second' })]);
    relay.clock.now += 1;
    await relay.handle([succeeded('second', { id: 'event-2' })]);
    const parked = await relay.row();
    if (parked?.state !== 'parked') throw new Error('both are parked');
    const allowedSources = ['orders.worker', 'orders.second'];
    await relay.table.put({ ...waitingRow({ allowedSources }), parked: parked.parked });
    await relay.handle([openedNotice()]);
    expect(relay.sent).toMatchObject([{ content: ['"first"'] }]);
  });

  it('settles what an earlier notice of it had claimed and left', async () => {
    const { handle, table, faults, verdicts } = await testRelay([]);
    await handle([succeeded(1)]);
    const parked = await table.get('orders:abc');
    if (parked?.state !== 'parked') throw new Error('it is parked');
    await table.put({ ...waitingRow(), parked: parked.parked });
    faults.push({ operation: 'claim', error: awsError('InternalServerError', 500), when: 'after' });
    const notice = openedNotice();
    expect(await handle([notice])).toEqual(returned(notice));
    expect(await handle([notice])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['parked', 'delivered']);
  });

  it('whose callback is closed, or was never there, is done', async () => {
    const { handle, verdicts, calls } = await testRelay([]);
    expect(await handle([openedNotice()])).toEqual(acknowledged);
    expect([verdicts(), calls]).toEqual([[], ['read']]);
  });

  it('of a broken result repeats the verdict that it had when it was parked', async () => {
    const relay = await testRelay([]);
    await relay.handle([succeeded('x'.repeat(limits.outputBytes))]);
    const parked = await relay.row();
    if (parked?.state !== 'parked') throw new Error('it is parked');
    await relay.table.put({ ...waitingRow(), parked: parked.parked });
    await relay.handle([openedNotice()]);
    expect(relay.records.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['too-large', false],
      ['too-large', true],
    ]);
    expect(relay.sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
  });
});

describe('a result for which the parked row has no room', () => {
  const large = 'x'.repeat(200_000);

  it('waits in the queue alone, and is delivered once the callback is open', async () => {
    const { handle, table, records, verdicts, visibilities, clock } = await testRelay([]);
    await handle([succeeded(large)]);
    const second = succeeded(large, { id: 'event-2', source: 'orders.second' });
    expect(await handle([second])).toEqual(returned(second));
    expect(records[1]?.reason).toBe('kept in the queue, because the row has no room for its body');
    expect(visibilities).toEqual([{ handle: second.receiptHandle, seconds: 2 }]);
    await table.put(waitingRow({ allowedSources: ['orders.second'] }));
    clock.now += 60_000;
    expect(await handle([second])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['parked', 'parked', 'delivered']);
  });

  it('stays unclaimed, also where a copy of its message comes when the callback is open', async () => {
    const { handle, table, row, verdicts, clock } = await testRelay([]);
    await handle([succeeded(large)]);
    const second = () => succeeded(large, { id: 'event-2', source: 'orders.second' });
    await handle([second()]);
    clock.now += hour;
    await handle([second()]);
    const { answers = {} } = (await row()) ?? {};
    await table.put(waitingRow({ business: true, allowedSources: ['orders.second'], answers }));
    expect(await handle([second()])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['parked', 'parked', 'unclaimed', 'unclaimed']);
  });

  it('waits for as long as it is parked without using up its receives, then is unclaimed', async () => {
    const { handle, records, deferred, clock } = await testRelay([]);
    await handle([succeeded(large)]);
    deferred.length = 0;
    let record = succeeded(large, { id: 'event-2', source: 'orders.second', receives: 6 });
    const counts: number[] = [];
    for (;;) {
      await handle([record]);
      const [message] = deferred.splice(0);
      if (message === undefined) break;
      clock.now += message.delaySeconds * 1000;
      record = resumed(message, clock.now);
      counts.push(Number(record.attributes.ApproximateReceiveCount));
    }
    expect(counts.length).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBe(1);
    expect(clock.now - openedAt).toBeGreaterThanOrEqual(hour);
    const ofSecond = records.filter(({ event }) => event.id === 'event-2');
    expect(ofSecond.filter(({ verdict, repeated }) => verdict === 'parked' && !repeated)).toHaveLength(1);
    expect(ofSecond.at(-1)).toMatchObject({ verdict: 'unclaimed' });
  }, 60_000);
});
