import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  eventOf,
  openedNotice,
  recordOf,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('invalid and too-large', () => {
  it.each([
    ['a misspelt field', { version: '1.0', correlationId: 'orders:abc', outputs: 1 }, 'contract-broken'],
    ['another version', { version: '999.0', correlationId: 'orders:abc', output: 1 }, 'unsupported-version'],
    [
      'a token',
      { version: '1.0', correlationId: 'orders:abc', output: 1, taskToken: 't' },
      'token-shaped-field',
    ],
  ])('fails the task of a result with %s', async (_, detail, code) => {
    const { handle, sent, verdictEvents } = await testRelay();
    expect(await handle([eventOf('Callback Succeeded', detail)])).toEqual(acknowledged);
    expect(sent[0]?.content[0]).toBe('CallbackRelay.InvalidResult');
    expect(verdictEvents()).toMatchObject([{ verdict: 'invalid', code }]);
  });

  it('counts bytes: 262,144 pass, one more fails the task', async () => {
    const fits = 'é'.repeat((262_144 - 2) / 2);
    const { handle, sent, table, verdictEvents } = await testRelay();
    await handle([succeeded(fits)]);
    await table.put(waitingRow({ correlationId: 'orders:b', taskToken: 'other' }));
    await handle([succeeded(`${fits.slice(1)}xyz`, { id: 'event-2', correlationId: 'orders:b' })]);
    expect(sent.map(({ operation }) => operation)).toEqual(['sendTaskSuccess', 'sendTaskFailure']);
    expect(sent[1]?.content[0]).toBe('CallbackRelay.ResultTooLarge');
    expect(verdictEvents()).toMatchObject([{ verdict: 'too-large', code: 'output-too-large' }]);
  });

  it('says which version it was given, and which it serves', async () => {
    const { handle, sent } = await testRelay();
    const detail = { version: '999.0', correlationId: 'orders:abc', output: 1 };
    await handle([eventOf('Callback Succeeded', detail)]);
    expect(sent[0]?.content[1]).toContain('given 999.0; served are 1.x');
  });

  it('does not let a stranger fail a task with rubbish', async () => {
    const { handle, sent, verdicts } = await testRelay();
    const detail = { version: '1.0', correlationId: 'orders:abc' };
    await handle([eventOf('Callback Succeeded', detail, { source: 'stranger' })]);
    expect(sent).toEqual([]);
    expect(verdicts()).toEqual(['invalid']);
  });

  it('repeats the verdict of a broken result whatever became of its callback', async () => {
    const { handle, table, tokens, verdicts } = await testRelay([]);
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    await handle([record]);
    const parked = await table.get('orders:abc');
    if (parked?.state !== 'parked') throw new Error('it is parked');
    tokens.set(secretToken, 'closed');
    await table.put({ ...waitingRow({ business: true }), parked: parked.parked });
    await handle([openedNotice()]);
    await handle([record]);
    expect(verdicts()).toEqual(['invalid', 'invalid', 'invalid']);
  });

  it('keeps the message of a broken result that is parked until its time is up, and then its verdict', async () => {
    const { handle, row, clock, deferred, verdicts, records } = await testRelay([], { parkedSeconds: 600 });
    const detail = { version: '1.0', correlationId: 'orders:abc' };
    expect(await handle([eventOf('Callback Succeeded', detail)])).toEqual(acknowledged);
    expect(deferred).toMatchObject([{ delaySeconds: 600 }]);
    clock.now += 600_000;
    const again = eventOf('Callback Succeeded', detail);
    expect(await handle([again])).toEqual(acknowledged);
    expect(await row()).toMatchObject({
      state: 'parked',
      parked: {},
      answers: { 'event-1': { verdict: 'invalid' } },
    });
    expect(deferred).toHaveLength(1);
    await handle([again]);
    expect(verdicts()).toEqual(['invalid', 'invalid', 'invalid']);
    expect(new Set(records.map(({ reason }) => reason)).size).toBe(1);
  });

  it('leaves a callback alone that is opened again after a broken result had its verdict', async () => {
    const relay = await testRelay([]);
    await closedRow(relay);
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    await relay.handle([record]);
    const row = await relay.row();
    if (row?.state !== 'settled') throw new Error('it is settled');
    await relay.table.put({
      ...waitingRow({ business: true, openingId: 'opening-1' }),
      answers: row.answers,
    });
    await relay.handle([record]);
    expect(await relay.row()).toMatchObject({ state: 'waiting', openingId: 'opening-1' });
    expect(relay.verdicts()).toEqual(['invalid', 'invalid']);
    await relay.handle([succeeded(2, { id: 'event-2' })]);
    expect(relay.verdicts().at(-1)).toBe('delivered');
  });

  it('takes the claim of a copy over, instead of a verdict beside it', async () => {
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    const relay = await testRelay([]);
    await closedRow(relay);
    const remember = relay.relay.store.remember;
    relay.relay.store.remember = async (memory) => {
      // A copy that is handled at this moment: a retry has opened the key, the copy claims it and crashes.
      await relay.table.put(waitingRow({ business: true, openingId: 'opening-1' }));
      await relay.relay.store.claim({
        ...{
          correlationId: 'orders:abc',
          eventId: 'event-1',
          source: 'orders.worker',
          account: '111122223333',
        },
        ...{ fingerprint: memory.fingerprint, claimId: 'of the copy', now: relay.clock.now },
      });
      return remember(memory);
    };
    await relay.handle([record]);
    expect(relay.sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(await relay.row()).toMatchObject({ state: 'settled', answeredBy: 'event-1' });
    expect(relay.verdicts()).toEqual(['invalid']);
  });

  it('publishes a broken result at once where no callback is open, and fails the callback when it opens', async () => {
    const { handle, row, table, sent, verdicts, records } = await testRelay([]);
    const record = eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc' });
    expect(await handle([record])).toEqual(acknowledged);
    const parked = await row();
    if (parked?.state !== 'parked') throw new Error('it is parked');
    await table.put({ ...waitingRow(), parked: parked.parked });
    await handle([openedNotice()]);
    expect(sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(sent[0]?.content[1]).toContain('event-1');
    expect(verdicts()).toEqual(['invalid', 'invalid']);
    expect(records[1]?.repeated).toBe(true);
  });

  it('fails the task when Step Functions refuses the output', async () => {
    const { handle, faults, sent, verdictEvents } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidOutput'), when: 'before' });
    await handle([succeeded('\ud800')]);
    expect(sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(verdictEvents()).toMatchObject([{ verdict: 'invalid' }]);
  });

  it('publishes a broken heartbeat, and the task goes on', async () => {
    const { handle, sent, verdicts } = await testRelay();
    const detail = { version: '1.0', correlationId: 'orders:abc', progress: 'x'.repeat(5_000) };
    await handle([eventOf('Callback Heartbeat', detail)]);
    expect(sent).toEqual([]);
    expect(verdicts()).toEqual(['too-large']);
  });

  it('publishes what it can of a body that is not JSON, and its neighbours are delivered', async () => {
    const { handle, verdictEvents, verdicts } = await testRelay();
    expect(await handle([recordOf('{'), succeeded(1)])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['invalid', 'delivered']);
    expect(verdictEvents()).toMatchObject([{ correlationId: null, code: 'not-json' }]);
  });
});

/** A business key's row that another event has closed. */
async function closedRow(relay: Awaited<ReturnType<typeof testRelay>>) {
  await relay.table.put(waitingRow({ business: true, taskToken: 'of an earlier task' }));
  await relay.handle([succeeded(1, { id: 'event-0' })]);
  const row = await relay.row();
  if (row?.state !== 'settled') throw new Error('it is settled');
  relay.sent.length = 0;
  relay.records.length = 0;
  return row;
}
