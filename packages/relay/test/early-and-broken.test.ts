import { describe, expect, it } from 'vitest';
import {
  awsError,
  eventOf,
  heartbeat,
  openedNotice,
  recordOf,
  secretToken,
  simpleRelay,
  succeeded,
  waitingRow,
} from './simple-relay.ts';

const acknowledged = { batchItemFailures: [] };
const handedBack = (...records: { messageId: string }[]) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

describe('parked and unclaimed', () => {
  it('parks a result that comes first, and keeps its message as the timer', async () => {
    const { handle, calls, verdicts, visibilities, row, published } = simpleRelay([]);
    const record = succeeded({ early: true });
    expect(await handle([record])).toEqual(handedBack(record));
    expect(calls).toEqual(['claim', 'read', 'park', 'changeVisibility']);
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 3_600 }]);
    expect(verdicts()).toEqual(['parked']);
    expect(row()).toMatchObject({ state: 'parked' });
    expect(published).toEqual([]);
  });

  it('settles a callback that opens over parked results by the first that may answer', async () => {
    const relay = simpleRelay([]);
    const stranger = succeeded('forged', { id: 'event-0', source: 'stranger' });
    const genuine = succeeded('genuine');
    await relay.handle([stranger, genuine]);
    const parked = relay.row();
    if (parked?.state !== 'parked') throw new Error('both are parked');
    relay.table.set('orders:abc', { ...waitingRow({ business: true }), parked: parked.parked });
    expect(await relay.handle([openedNotice()])).toEqual(acknowledged);
    expect(relay.sent).toEqual([{ operation: 'sendTaskSuccess', said: ['"genuine"'] }]);
    await relay.handle([stranger, genuine]);
    expect(relay.verdicts()).toEqual(['parked', 'parked', 'delivered', 'forbidden', 'delivered']);
  });

  it('is unclaimed, and told, when its time is up', async () => {
    const { handle, clock, verdicts, told, row } = simpleRelay([]);
    const record = succeeded(1);
    await handle([record]);
    clock.now += 3_599_000;
    expect(await handle([record])).toEqual(handedBack(record));
    clock.now += 1_000;
    expect(await handle([record])).toEqual(acknowledged);
    await handle([record]);
    expect(verdicts()).toEqual(['parked', 'parked', 'unclaimed', 'unclaimed']);
    expect(told().map(({ verdict }) => verdict)).toEqual(['unclaimed', 'unclaimed']);
    expect(row()).toMatchObject({ state: 'parked', parked: {} });
  });

  it('settles what an earlier notice of the opening had claimed and left', async () => {
    const { handle, table, faults, verdicts } = simpleRelay([]);
    await handle([succeeded(1)]);
    const parked = table.get('orders:abc');
    if (parked?.state !== 'parked') throw new Error('it is parked');
    table.set('orders:abc', { ...waitingRow(), parked: parked.parked });
    faults.push({ operation: 'claim', error: awsError('InternalServerError', 500), when: 'after' });
    const notice = openedNotice();
    expect(await handle([notice])).toEqual(handedBack(notice));
    expect(await handle([notice])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['parked', 'delivered']);
  });

  it('finds the callback when the requester opens between its look and its write', async () => {
    const { relay, handle, table, sent, verdicts } = simpleRelay([]);
    const { park } = relay.store;
    relay.store.park = (parking) => {
      table.set('orders:abc', waitingRow());
      return park(parking);
    };
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('keeps what has no room on the row in the queue, and delivers it once the callback is open', async () => {
    const { handle, table, verdicts, visibilities, clock } = simpleRelay([]);
    const large = 'x'.repeat(200_000);
    await handle([succeeded(large)]);
    const second = succeeded(large, { id: 'event-2', source: 'orders.second' });
    expect(await handle([second])).toEqual(handedBack(second));
    expect(visibilities.at(-1)?.seconds).toBeLessThanOrEqual(60);
    table.set('orders:abc', waitingRow({ allowedSources: ['orders.second'] }));
    clock.now += 60_000;
    expect(await handle([second])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['parked', 'parked', 'delivered']);
  });

  it('never parks a heartbeat', async () => {
    const { handle, calls, verdicts } = simpleRelay([]);
    expect(await handle([heartbeat()])).toEqual(acknowledged);
    expect(calls).toEqual(['read', 'putEvents']);
    expect(verdicts()).toEqual(['unclaimed']);
  });
});

describe('invalid and too-large', () => {
  it.each([
    ['a misspelt field', { version: '1.0', correlationId: 'orders:abc', outputs: 1 }, 'contract-broken'],
    ['another version', { version: '2.0', correlationId: 'orders:abc', output: 1 }, 'unsupported-version'],
    [
      'a token',
      { version: '1.0', correlationId: 'orders:abc', output: 1, taskToken: 't' },
      'token-shaped-field',
    ],
  ])('fails the task of a result with %s', async (_, detail, code) => {
    const { handle, sent, told } = simpleRelay();
    expect(await handle([eventOf('Callback Succeeded', detail)])).toEqual(acknowledged);
    expect(sent[0]?.said[0]).toBe('CallbackRelay.InvalidResult');
    expect(told()).toMatchObject([{ verdict: 'invalid', code }]);
  });

  it('counts bytes: 262,144 pass, one more fails the task', async () => {
    const fits = 'é'.repeat((262_144 - 2) / 2);
    const { handle, sent, table, told } = simpleRelay();
    await handle([succeeded(fits)]);
    table.set('orders:b', waitingRow({ correlationId: 'orders:b', taskToken: 'other' }));
    await handle([succeeded(`${fits.slice(1)}xyz`, { id: 'event-2', correlationId: 'orders:b' })]);
    expect(sent.map(({ operation }) => operation)).toEqual(['sendTaskSuccess', 'sendTaskFailure']);
    expect(sent[1]?.said[0]).toBe('CallbackRelay.ResultTooLarge');
    expect(told()).toMatchObject([{ verdict: 'too-large', code: 'output-too-large' }]);
  });

  it('does not let a stranger fail a task with rubbish', async () => {
    const { handle, sent, verdicts } = simpleRelay();
    const detail = { version: '1.0', correlationId: 'orders:abc' };
    await handle([eventOf('Callback Succeeded', detail, { source: 'stranger' })]);
    expect(sent).toEqual([]);
    expect(verdicts()).toEqual(['invalid']);
  });

  it('repeats the verdict of a broken result whatever became of its callback', async () => {
    const { handle, table, tokens, verdicts } = simpleRelay([]);
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    await handle([record]);
    const parked = table.get('orders:abc');
    if (parked?.state !== 'parked') throw new Error('it is parked');
    tokens.set(secretToken, 'closed');
    table.set('orders:abc', { ...waitingRow({ business: true }), parked: parked.parked });
    await handle([openedNotice()]);
    await handle([record]);
    expect(verdicts()).toEqual(['invalid', 'invalid', 'invalid']);
  });

  it('tells a broken result at once where no callback is open, and fails the callback when it opens', async () => {
    const { handle, row, table, sent, verdicts, judgements } = simpleRelay([]);
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    expect(await handle([record])).toEqual(acknowledged);
    const parked = row();
    if (parked?.state !== 'parked') throw new Error('it is parked');
    table.set('orders:abc', { ...waitingRow(), parked: parked.parked });
    await handle([openedNotice()]);
    expect(sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(sent[0]?.said[1]).toContain('event-1');
    expect(verdicts()).toEqual(['invalid', 'invalid']);
    expect(judgements[1]?.repeated).toBe(true);
  });

  it('fails the task when Step Functions refuses the output', async () => {
    const { handle, faults, sent, told } = simpleRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidOutput'), when: 'before' });
    await handle([succeeded('\ud800')]);
    expect(sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(told()).toMatchObject([{ verdict: 'invalid' }]);
  });

  it('tells a broken heartbeat, and the task goes on', async () => {
    const { handle, sent, verdicts } = simpleRelay();
    const detail = { version: '1.0', correlationId: 'orders:abc', progress: 'x'.repeat(5_000) };
    await handle([eventOf('Callback Heartbeat', detail)]);
    expect(sent).toEqual([]);
    expect(verdicts()).toEqual(['too-large']);
  });

  it('tells what it can of a body that is no JSON, and its neighbours are delivered', async () => {
    const { handle, told, verdicts } = simpleRelay();
    expect(await handle([recordOf('{'), succeeded(1)])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['invalid', 'delivered']);
    expect(told()).toMatchObject([{ correlationId: null, code: 'not-json' }]);
  });
});
