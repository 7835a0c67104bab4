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
    ['another version', { version: '2.0', correlationId: 'orders:abc', output: 1 }, 'unsupported-version'],
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
