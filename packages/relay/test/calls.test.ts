import { describe, expect, it } from 'vitest';
import { createQuota } from '../src/call/quota.ts';
import {
  awsError,
  endedNotice,
  eventOf,
  failed,
  heartbeat,
  openedNotice,
  recordOf,
  secretToken,
  simpleRelay,
  succeeded,
  waitingRow,
} from './simple-relay.ts';

const handedBack = (...records: { messageId: string }[]) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

describe('heartbeats', () => {
  it('are coalesced: one call for a callback and a batch', async () => {
    const { handle, calls, verdicts } = simpleRelay();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b' }), heartbeat({ id: 'c' })]);
    expect(calls).toEqual(['read', 'sendTaskHeartbeat']);
    expect(verdicts()).toEqual(['duplicate', 'duplicate', 'delivered']);
  });

  it('are not sent for a callback that settles in the batch', async () => {
    const { handle, calls, verdicts } = simpleRelay();
    await handle([heartbeat({ id: 'a' }), succeeded(1, { id: 'b' })]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'read', 'closeAll']);
    expect(verdicts()).toEqual(['delivered', 'duplicate']);
  });

  it('of strangers do not stand for those that may answer', async () => {
    const { handle, sent, verdicts } = simpleRelay();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b', source: 'stranger' })]);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['delivered', 'forbidden']);
  });

  it('of a task that waits no more are late, or superseded', async () => {
    const { handle, tokens, attempts, verdicts, row } = simpleRelay();
    tokens.set(secretToken, 'closed');
    await handle([heartbeat()]);
    attempts.set('orders#task', 1);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['late', 'superseded']);
    expect(row()).toEqual(waitingRow());
  });

  it('after the result are no news', async () => {
    const { handle, verdicts } = simpleRelay();
    await handle([succeeded(1)]);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['delivered', 'duplicate']);
  });

  it('do not wait for the quota, and come back later', async () => {
    const relay = simpleRelay();
    const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => relay.clock.now });
    quota.take('SendTaskHeartbeat');
    const record = heartbeat();
    Object.assign(relay.relay, { quota });
    expect(await relay.handle([record])).toEqual(handedBack(record));
    expect(relay.sent).toEqual([]);
  });
});

describe('outcomes and the quota', () => {
  it('wait for the share of this instance before they claim', async () => {
    const ids = ['orders:a', 'orders:b', 'orders:c'];
    const relay = simpleRelay(
      ids.map((id) => waitingRow({ correlationId: id, taskToken: `token of ${id}` })),
    );
    const start = relay.clock.now;
    const quota = createQuota({ callsPerSecond: 10, burst: 1, now: () => relay.clock.now });
    Object.assign(relay.relay, { quota });
    await relay.handle(ids.map((id, at) => succeeded(at, { id: `event-${at}`, correlationId: id })));
    expect(relay.verdicts()).toEqual(['delivered', 'delivered', 'delivered']);
    expect(relay.clock.now - start).toBeGreaterThanOrEqual(200);
  });

  it('give a call back that was not made', async () => {
    const relay = simpleRelay([]);
    const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => relay.clock.now });
    Object.assign(relay.relay, { quota });
    await relay.handle([succeeded(1)]);
    expect(quota.take('SendTaskSuccess')).toBe(0);
  });
});

describe('a batch', () => {
  it('that is empty has no failures', async () => {
    expect(await simpleRelay().handle([])).toEqual({ batchItemFailures: [] });
  });

  it('fails only the record whose call failed', async () => {
    const rows = ['orders:a', 'orders:b'].map((id) => waitingRow({ correlationId: id, taskToken: id }));
    const { handle, faults, verdicts, visibilities } = simpleRelay(rows, { concurrency: 1 });
    faults.push({ operation: 'claim', error: awsError('InternalServerError', 500), when: 'before' });
    const [bad, good] = [
      succeeded(1, { correlationId: 'orders:a' }),
      succeeded(1, { correlationId: 'orders:b' }),
    ];
    expect(await handle([bad, good])).toEqual(handedBack(bad));
    expect(verdicts()).toEqual(['delivered']);
    expect(visibilities).toEqual([{ handle: bad.receiptHandle, seconds: 2 }]);
  });

  it('is handed back untouched when the function has no time left', async () => {
    const { handle, calls, visibilities } = simpleRelay();
    const record = succeeded(1);
    expect(await handle([record], 1_000)).toEqual(handedBack(record));
    expect(calls).toEqual(['changeVisibility']);
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
  });

  it('tries rows again that BatchWriteItem left unprocessed', async () => {
    const { handle, calls, leaveUnprocessed, verdicts, row } = simpleRelay();
    leaveUnprocessed(1);
    expect(await handle([succeeded(1)])).toEqual({ batchItemFailures: [] });
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll', 'closeAll']);
    expect(verdicts()).toEqual(['delivered']);
    expect(row()).toMatchObject({ state: 'settled' });
  });

  it('backs off longer with every receive, up to 900 s', async () => {
    const seconds: (number | undefined)[] = [];
    for (const receives of [1, 2, 5, 20]) {
      const { handle, faults, visibilities } = simpleRelay();
      faults.push({ operation: 'claim', error: awsError('InternalServerError', 500), when: 'before' });
      await handle([succeeded(1, { receives })]);
      seconds.push(visibilities[0]?.seconds);
    }
    expect(seconds).toEqual([2, 3, 24, 675]);
  });

  it('hands a message back even when its visibility can not be changed', async () => {
    const { handle, faults, reports } = simpleRelay([]);
    faults.push({ operation: 'changeVisibility', error: awsError('InvalidParameterValue'), when: 'before' });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(handedBack(record));
    expect(reports).toMatchObject([{ operation: 'ChangeMessageVisibility' }]);
  });

  it('says loudly that a call was denied', async () => {
    const { handle, faults, reports } = simpleRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('AccessDeniedException'), when: 'before' });
    await handle([succeeded(1)]);
    expect(reports).toMatchObject([
      { operation: 'SendTaskSuccess', error: 'AccessDeniedException', loud: true },
    ]);
  });
});

describe('telling', () => {
  it('shares a call among ten verdicts', async () => {
    const { handle, calls, told } = simpleRelay();
    const records = Array.from({ length: 12 }, (_, at) =>
      succeeded(at, { id: `e${at}`, source: 'stranger' }),
    );
    await handle(records);
    expect(calls.filter((call) => call === 'putEvents')).toHaveLength(2);
    expect(told()).toHaveLength(12);
  });

  it('hands back what could not be told, and tells the same next time', async () => {
    const { handle, refuseEntries, verdicts, told } = simpleRelay();
    const records = [1, 2].map((at) => succeeded(at, { id: `e${at}`, source: 'stranger' }));
    refuseEntries(1);
    const answer = await handle(records);
    expect(answer.batchItemFailures).toHaveLength(1);
    await handle(records.slice(0, 1));
    expect(verdicts()).toEqual(['forbidden', 'forbidden']);
    expect(
      told()
        .map(({ event }) => (event as { id: string }).id)
        .sort(),
    ).toEqual(['e1', 'e2']);
  });

  it('is done with events that the relay does not serve, its own verdicts included', async () => {
    const { handle, told } = simpleRelay();
    const verdict = eventOf('Callback Verdict', {}, { source: 'callback-relay' });
    expect(await handle([verdict])).toEqual({ batchItemFailures: [] });
    expect(told()).toMatchObject([{ verdict: 'invalid', code: 'contract-broken' }]);
  });
});

describe('the token', () => {
  it('is in nothing that the relay writes, tells, logs or gives up', async () => {
    const leaky = Object.assign(awsError('ValidationException', 500), {
      message: `Value '${secretToken}' at 'taskToken' is not liked`,
    });
    const relay = simpleRelay([waitingRow({ business: true })]);
    const { handle, faults } = relay;
    const success = 'sendTaskSuccess';
    for (const operation of ['sendTaskHeartbeat', success, success, success]) {
      faults.push({ operation, error: leaky, when: 'before' });
    }
    await handle([heartbeat({ id: 'h' })]);
    await handle([
      succeeded(1),
      failed('E', 'c', { id: 'f' }),
      succeeded(2, { id: 's', source: 'stranger' }),
      eventOf(
        'Callback Succeeded',
        { version: '1.0', correlationId: 'orders:abc', taskToken: secretToken },
        { id: 't' },
      ),
      openedNotice({ id: 'o' }),
      endedNotice('ABORTED'),
      recordOf(`{"taskToken":"${secretToken}"`),
    ]);
    await handle([heartbeat({ id: 'h', receives: 9, firstReceivedAt: 0 }), succeeded(1, { receives: 9 })]);
    const { published, judgements, reports, visibilities } = relay;
    expect(judgements.length).toBeGreaterThan(5);
    expect(reports).toHaveLength(2);
    expect(JSON.stringify([published, judgements, reports, visibilities])).not.toContain(secretToken);
    expect(JSON.stringify(relay.row())).not.toContain(secretToken);
  });
});
