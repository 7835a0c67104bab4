import { describe, expect, it } from 'vitest';
import {
  awsError,
  endedNotice,
  eventOf,
  failed,
  heartbeat,
  openedAt,
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

describe('delivered', () => {
  it('settles the callback in two calls and a shared one', async () => {
    const { handle, calls, sent, verdicts, row } = simpleRelay();
    expect(await handle([succeeded({ paid: true })])).toEqual(acknowledged);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll']);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', said: ['{"paid":true}'] }]);
    expect(verdicts()).toEqual(['delivered']);
    expect(row()).toMatchObject({ state: 'settled', answeredBy: 'event-1' });
    expect(JSON.stringify(row())).not.toContain(secretToken);
  });

  it('takes 2.1 calls a callback in a batch of 10, and publishes nothing', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => `orders:callback-${at}`);
    const { handle, calls, published, verdicts } = simpleRelay(
      ids.map((id) => waitingRow({ correlationId: id, taskToken: `token of ${id}` })),
    );
    const records = ids.map((id, at) => succeeded(at, { id: `event-${at}`, correlationId: id }));
    expect(await handle(records)).toEqual(acknowledged);
    expect(calls).toHaveLength(21);
    expect(published).toEqual([]);
    expect(verdicts()).toEqual(Array(10).fill('delivered'));
  });

  it('passes a failure on, cut to what Step Functions takes', async () => {
    const { handle, sent } = simpleRelay();
    await handle([failed('E'.repeat(300), 'c'.repeat(40_000))]);
    const [error = '', cause = ''] = sent[0]?.said ?? [];
    expect(error).toMatch(/^E{250}…\[cut\]$/u);
    expect(error).toHaveLength(256);
    expect(cause).toHaveLength(32_768);
  });

  it('closes a business key by a conditional write of its own', async () => {
    const { handle, calls, row } = simpleRelay([waitingRow({ business: true })]);
    await handle([succeeded(1)]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'close']);
    expect(row()).toMatchObject({ state: 'settled', answers: { 'event-1': { verdict: 'delivered' } } });
  });
});

describe('duplicate and conflicting', () => {
  it('compares later results with the first, in the same batch and after it', async () => {
    const { handle, verdicts, sent, told } = simpleRelay();
    await handle([
      succeeded({ a: 1, b: 2 }),
      succeeded({ b: 2, a: 1 }, { id: 'event-2' }),
      succeeded('another', { id: 'event-3' }),
    ]);
    await handle([succeeded({ a: 1, b: 2 }, { id: 'event-4' }), failed('E', 'c', { id: 'event-5' })]);
    expect(verdicts()).toEqual(['delivered', 'duplicate', 'conflicting', 'duplicate', 'conflicting']);
    expect(sent).toHaveLength(1);
    expect(told().map(({ verdict }) => verdict)).toEqual(['conflicting', 'conflicting']);
  });

  it('handles one event that is twice in a batch once', async () => {
    const { handle, calls, judgements } = simpleRelay();
    await handle([succeeded(1), succeeded(1)]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll']);
    expect(judgements.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['delivered', false],
      ['delivered', true],
    ]);
  });

  it('repeats the verdict of a redelivered event, and never another one', async () => {
    const { handle, judgements } = simpleRelay([waitingRow({ business: true })]);
    const first = succeeded(1);
    const second = succeeded(2, { id: 'event-2' });
    await handle([first, second]);
    await handle([second, first]);
    expect(judgements.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['delivered', false],
      ['conflicting', false],
      ['conflicting', true],
      ['delivered', true],
    ]);
  });

  it('takes one event ID that says two things for two results', async () => {
    const { handle, verdicts } = simpleRelay();
    await handle([succeeded(1)]);
    await handle([succeeded(2)]);
    expect(verdicts()).toEqual(['delivered', 'conflicting']);
  });
});

describe('late, superseded and unsure', () => {
  it('is late when the task waits no more and no attempt of ours was made', async () => {
    const { handle, tokens, verdicts, told, row } = simpleRelay();
    tokens.set(secretToken, 'closed');
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['late']);
    expect(told()).toMatchObject([
      { verdict: 'late', correlationId: 'orders:abc', event: { id: 'event-1' } },
    ]);
    expect(row()).toMatchObject({ state: 'settled' });
  });

  it('is superseded when the task has a newer attempt', async () => {
    const { handle, tokens, attempts, verdicts } = simpleRelay();
    tokens.set(secretToken, 'closed');
    attempts.set('orders#task', 1);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded']);
  });

  it('is delivered when the answer to our own call was lost, in one handling', async () => {
    const { handle, faults, sent, verdicts } = simpleRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('ServiceUnavailable', 503), when: 'after' });
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('is delivered when the function died between the call and the close', async () => {
    const { handle, faults, verdicts, sent } = simpleRelay();
    const record = succeeded(1);
    faults.push({ operation: 'closeAll', error: awsError('InternalServerError', 500), when: 'before' });
    expect(await handle([record])).toEqual(handedBack(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
    expect(sent).toHaveLength(1);
  });

  it('is late, not delivered, when every attempt before was throttled', async () => {
    const { handle, faults, tokens, verdicts, row } = simpleRelay();
    const throttle = awsError('ThrottlingException');
    for (let at = 0; at < 3; at++)
      faults.push({ operation: 'sendTaskSuccess', error: throttle, when: 'before' });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(handedBack(record));
    expect(row()).toMatchObject({ state: 'settling', attempts: [] });
    tokens.set(secretToken, 'closed');
    await handle([record]);
    expect(verdicts()).toEqual(['late']);
  });

  it('leaves the verdict to a copy of the event that claimed meanwhile', async () => {
    const { relay, handle, verdicts, tokens } = simpleRelay();
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

  it('is superseded when a business key was opened again under our hands, and stays so', async () => {
    const { relay, handle, table, tokens, verdicts } = simpleRelay([waitingRow({ business: true })]);
    tokens.set(secretToken, 'closed');
    const { newestAttempt } = relay.store;
    relay.store.newestAttempt = async (key) => {
      const row = table.get('orders:abc');
      if (row?.state !== 'settling') throw new Error('claimed by now');
      const { intent: _, attempts: __, ...open } = row;
      table.set('orders:abc', { ...open, state: 'waiting', openingId: 'opening-2', taskToken: 'token-2' });
      return newestAttempt(key);
    };
    await handle([succeeded(1)]);
    await handle([succeeded(1)]);
    expect(verdicts()).toEqual(['superseded', 'superseded']);
    expect(table.get('orders:abc')).toMatchObject({ state: 'waiting' });
  });
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

describe('forbidden', () => {
  it('refuses sources and accounts that the callback does not name, which goes on waiting', async () => {
    const row = waitingRow({ allowedAccounts: ['999999999999'] });
    const { handle, told, sent, row: now } = simpleRelay([row]);
    await handle([succeeded(1, { source: 'stranger' }), heartbeat({ id: 'event-2' })]);
    expect(told()).toMatchObject([
      { verdict: 'forbidden', code: 'source-not-allowed' },
      { verdict: 'forbidden', code: 'account-not-allowed' },
    ]);
    expect(sent).toEqual([]);
    expect(now()).toEqual(row);
  });
});

describe('cancelled', () => {
  it('closes the callbacks of an ended execution and tells the bus; later results are cancelled', async () => {
    const { handle, published, verdicts, row } = simpleRelay();
    expect(await handle([endedNotice('ABORTED')])).toEqual(acknowledged);
    expect(published).toEqual([
      {
        detailType: 'Callback Cancelled',
        detail: JSON.stringify({
          version: '1.0',
          correlationId: 'orders:abc',
          idempotencyKey: 'task',
          executionStatus: 'ABORTED',
        }),
      },
    ]);
    expect(JSON.stringify(row())).not.toContain(secretToken);
    await handle([succeeded(1), heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['cancelled', 'cancelled']);
  });

  it('tells again when the notice is delivered again', async () => {
    const { handle, published, faults } = simpleRelay();
    const record = endedNotice('FAILED');
    faults.push({ operation: 'putEvents', error: awsError('InternalException', 500), when: 'before' });
    expect(await handle([record])).toEqual(handedBack(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(published).toHaveLength(1);
  });

  it('leaves callbacks of other executions alone', async () => {
    const { handle, row } = simpleRelay();
    await handle([endedNotice('TIMED_OUT', 'arn:another')]);
    expect(row()).toEqual(waitingRow());
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
    expect(verdicts()).toEqual(['forbidden']);
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

describe('undeliverable', () => {
  it('goes to the dead-letter queue past the deadline, after a few honest attempts', async () => {
    const { handle, faults, clock, letters, told } = simpleRelay();
    const denied = awsError('AccessDeniedException');
    for (const receives of [1, 2]) {
      faults.push({ operation: 'sendTaskSuccess', error: denied, when: 'before' });
      const record = succeeded(1, { receives });
      clock.now = openedAt + 61_000;
      expect(await handle([record])).toEqual(handedBack(record));
    }
    faults.push({ operation: 'sendTaskSuccess', error: denied, when: 'before' });
    const last = succeeded(1, { receives: 3 });
    expect(await handle([last])).toEqual(acknowledged);
    expect(letters).toEqual([
      { body: last.body, reason: 'given up: SendTaskSuccess: AccessDeniedException' },
    ]);
    expect(told()).toMatchObject([{ verdict: 'undeliverable' }]);
  });

  it('is delivered by a redrive at any later time', async () => {
    const { handle, clock, verdicts, faults } = simpleRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('AccessDeniedException'), when: 'before' });
    clock.now = openedAt + 61_000;
    await handle([succeeded(1, { receives: 3 })]);
    clock.now += 10 * 86_400_000;
    await handle([succeeded(1, { receives: 1, firstReceivedAt: clock.now })]);
    expect(verdicts()).toEqual(['undeliverable', 'delivered']);
  });

  it('gives up after a day where the deadline is not known', async () => {
    const { handle, clock, faults, verdicts } = simpleRelay();
    const error = awsError('ProvisionedThroughputExceededException');
    clock.now = openedAt + 86_400_001;
    faults.push({ operation: 'claim', error, when: 'before' });
    await handle([succeeded(1, { receives: 100 })]);
    expect(verdicts()).toEqual(['undeliverable']);
  });

  it('goes there at once when Step Functions will never take the token', async () => {
    const { handle, faults, letters, verdicts } = simpleRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('InvalidToken'), when: 'before' });
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(letters).toHaveLength(1);
    expect(verdicts()).toEqual(['undeliverable']);
  });
});
