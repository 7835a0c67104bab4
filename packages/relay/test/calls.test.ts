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
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('outcomes and the quota', () => {
  it('wait for the share of this instance before they claim', async () => {
    const ids = ['orders:a', 'orders:b', 'orders:c'];
    const relay = await testRelay(
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
    const relay = await testRelay([]);
    const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => relay.clock.now });
    Object.assign(relay.relay, { quota });
    await relay.handle([succeeded(1)]);
    expect(quota.take('SendTaskSuccess')).toBe(0);
  });

  it.each([
    ['succeeded', 'sendTaskSuccess', succeeded(1), succeeded(1, { receives: 2 })],
    ['failed', 'sendTaskFailure', failed('E', 'c'), failed('E', 'c', { receives: 2 })],
  ] as const)(
    'are tried again by a later handling where the share has no room: %s',
    async (_, operation, record, again) => {
      const relay = await withShare();
      relay.faults.push({ operation, error: awsError('ThrottlingException'), when: 'before' });
      expect(await relay.handle([record])).toEqual(returned(record));
      expect(relay.calls.filter((call) => call === operation)).toHaveLength(1);
      expect(await relay.row()).toMatchObject({ state: 'settling', attempts: [] });
      relay.clock.now += 2_000;
      await relay.handle([again]);
      expect(relay.verdicts()).toEqual(['delivered']);
    },
  );

  it('are delivered, not late, where the try that found no room followed a lost answer', async () => {
    const relay = await withShare();
    const error = awsError('ServiceUnavailable', 503);
    relay.faults.push({ operation: 'sendTaskSuccess', error, when: 'after' });
    const record = succeeded(1);
    expect(await relay.handle([record])).toEqual(returned(record));
    expect(relay.sent).toHaveLength(1);
    relay.clock.now += 2_000;
    await relay.handle([succeeded(1, { receives: 2 })]);
    expect(relay.verdicts()).toEqual(['delivered']);
    expect(relay.calls.filter((call) => call === 'sendTaskSuccess')).toHaveLength(2);
  });

  it('take no more calls than the share has, however often each is throttled', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => `orders:${at}`);
    const relay = await withShare(ids.map((id) => waitingRow({ correlationId: id, taskToken: id })));
    const error = awsError('ThrottlingException');
    relay.faults.push(
      ...ids.flatMap(() =>
        Array.from({ length: 3 }, () => ({ operation: 'sendTaskSuccess', error, when: 'before' as const })),
      ),
    );
    const start = relay.clock.now;
    await relay.handle(ids.map((correlationId) => succeeded(1, { correlationId })));
    const calls = relay.calls.filter((call) => call === 'sendTaskSuccess').length;
    expect(calls).toBeLessThanOrEqual(1 + (relay.clock.now - start) / 1_000);
  });

  it('fail the task whose output is refused within the share of SendTaskFailure, or later', async () => {
    const relay = await withShare();
    const quota = relay.relay.quota;
    expect(quota.take('SendTaskFailure')).toBe(0);
    const refusal = {
      operation: 'sendTaskSuccess',
      error: awsError('InvalidOutput'),
      when: 'before',
    } as const;
    relay.faults.push(refusal);
    const record = succeeded('\ud800');
    expect(await relay.handle([record])).toEqual(returned(record));
    expect(relay.calls).not.toContain('sendTaskFailure');
    expect(relay.reports).toMatchObject([{ operation: 'SendTaskSuccess', error: 'InvalidOutput' }]);
    relay.clock.now += 2_000;
    relay.faults.push(refusal);
    await relay.handle([succeeded('\ud800', { receives: 2 })]);
    expect(relay.sent).toMatchObject([{ operation: 'sendTaskFailure' }]);
    expect(relay.verdicts()).toEqual(['invalid']);
  });
});

/** A relay whose instance may make one call a second of each operation. */
async function withShare(rows = [waitingRow()]) {
  const relay = await testRelay(rows);
  const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => relay.clock.now });
  Object.assign(relay.relay, { quota });
  return relay;
}

describe('a batch', () => {
  it('that is empty has no failures', async () => {
    const { handle } = await testRelay();
    expect(await handle([])).toEqual({ batchItemFailures: [] });
  });

  it('fails only the record whose call failed', async () => {
    const rows = ['orders:a', 'orders:b'].map((id) => waitingRow({ correlationId: id, taskToken: id }));
    const { handle, faults, verdicts, visibilities } = await testRelay(rows, { concurrency: 1 });
    faults.push({ operation: 'claim', error: awsError('InternalServerError', 500), when: 'before' });
    const [bad, good] = [
      succeeded(1, { correlationId: 'orders:a' }),
      succeeded(1, { correlationId: 'orders:b' }),
    ];
    expect(await handle([bad, good])).toEqual(returned(bad));
    expect(verdicts()).toEqual(['delivered']);
    expect(visibilities).toEqual([{ handle: bad.receiptHandle, seconds: 2 }]);
  });

  it('is returned untouched when the function has no time left', async () => {
    const { handle, calls, visibilities } = await testRelay();
    const record = succeeded(1);
    expect(await handle([record], 1_000)).toEqual(returned(record));
    expect(calls).toEqual(['changeVisibility']);
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
  });

  it('tries rows again that BatchWriteItem left unprocessed', async () => {
    const { handle, calls, leaveUnprocessed, verdicts, row } = await testRelay();
    leaveUnprocessed(1);
    expect(await handle([succeeded(1)])).toEqual({ batchItemFailures: [] });
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'closeAll', 'closeAll']);
    expect(verdicts()).toEqual(['delivered']);
    expect(await row()).toMatchObject({ state: 'settled' });
  });

  it('gives up a batch write after some tries, and reports what it left unprocessed', async () => {
    const { relay, handle, reports } = await testRelay();
    relay.store.closeAll = async (settled) => settled.map((each) => each.correlationId);
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(reports).toMatchObject([{ operation: 'BatchWriteItem', error: 'UnprocessedItems' }]);
  });

  it('returns the message of a verdict that could not be published', async () => {
    const { handle, faults, published, reports } = await testRelay();
    await handle([succeeded(1)]);
    faults.push({ operation: 'putEvents', error: awsError('InternalException', 500), when: 'before' });
    const record = succeeded(2, { id: 'event-2' });
    expect(await handle([record])).toEqual(returned(record));
    expect(reports).toMatchObject([{ operation: 'PutEvents', error: 'InternalException' }]);
    await handle([record]);
    expect(published).toHaveLength(1);
  });

  it('reports that a call was denied, and needs an operator', async () => {
    const { handle, faults, reports } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError('AccessDeniedException'), when: 'before' });
    await handle([succeeded(1)]);
    expect(reports).toMatchObject([
      { operation: 'SendTaskSuccess', error: 'AccessDeniedException', needsOperator: true },
    ]);
  });
});

describe('publishing verdicts', () => {
  it('shares a call among ten verdicts', async () => {
    const { handle, calls, verdictEvents } = await testRelay();
    const records = Array.from({ length: 12 }, (_, at) =>
      succeeded(at, { id: `e${at}`, source: 'stranger' }),
    );
    await handle(records);
    expect(calls.filter((call) => call === 'putEvents')).toHaveLength(2);
    expect(verdictEvents()).toHaveLength(12);
  });

  it('returns what could not be published, and publishes the same next time', async () => {
    const { handle, refuseEntries, verdicts, verdictEvents } = await testRelay();
    const records = [1, 2].map((at) => succeeded(at, { id: `e${at}`, source: 'stranger' }));
    refuseEntries(1);
    const answer = await handle(records);
    expect(answer.batchItemFailures).toHaveLength(1);
    await handle(records.slice(0, 1));
    expect(verdicts()).toEqual(['forbidden', 'forbidden']);
    expect(
      verdictEvents()
        .map(({ event }) => (event as { id: string }).id)
        .sort(),
    ).toEqual(['e1', 'e2']);
  });

  it('is done with events that the relay does not serve, its own verdicts included', async () => {
    const { handle, verdictEvents } = await testRelay();
    const verdict = eventOf('Callback Verdict', {}, { source: 'callback-relay' });
    expect(await handle([verdict])).toEqual({ batchItemFailures: [] });
    expect(verdictEvents()).toMatchObject([{ verdict: 'invalid', code: 'contract-broken' }]);
  });
});

describe('the token', () => {
  it('is in nothing that the relay writes, publishes, logs or gives up', async () => {
    const leaky = Object.assign(awsError('ValidationException', 500), {
      message: `Value '${secretToken}' at 'taskToken' is not liked`,
    });
    const relay = await testRelay([waitingRow({ business: true })]);
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
    const { published, records, reports, visibilities } = relay;
    expect(records.length).toBeGreaterThan(5);
    expect(reports).toHaveLength(2);
    expect(JSON.stringify([published, records, reports, visibilities])).not.toContain(secretToken);
    expect(JSON.stringify(await relay.row())).not.toContain(secretToken);
  });
});
