import { currentVersion } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import type { QueueRecord } from '../src/index.ts';
import {
  acknowledged,
  awsError,
  heartbeat,
  openedAt,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('heartbeats', () => {
  it('are coalesced: one call for a callback and a batch', async () => {
    const { handle, calls, verdicts } = await testRelay();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b' }), heartbeat({ id: 'c' })]);
    expect(calls).toEqual(['read', 'sendTaskHeartbeat']);
    expect(verdicts()).toEqual(['duplicate', 'duplicate', 'delivered']);
  });

  it('that are twice in a batch have one verdict, and it is not that another stands for them', async () => {
    const { handle, sent, records } = await testRelay();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'a' })]);
    expect(sent).toHaveLength(1);
    expect(records.map(({ verdict, repeated }) => [verdict, repeated])).toEqual([
      ['delivered', false],
      ['delivered', true],
    ]);
  });

  it('that are twice in a batch and over the quota have no verdict yet', async () => {
    const { handle, useUpQuota, records } = await testRelay();
    useUpQuota();
    const copies = [heartbeat({ id: 'a' }), heartbeat({ id: 'a' })];
    expect(await handle(copies)).toEqual(returned(...copies));
    expect(records).toEqual([]);
  });

  it('of several senders that may answer are coalesced as well', async () => {
    const { handle, sent, verdicts } = await testRelay([
      waitingRow({ allowedSources: ['orders.worker', 'orders.people'] }),
    ]);
    await handle([heartbeat({ id: 'a', source: 'orders.people' }), heartbeat({ id: 'b' })]);
    expect(sent).toHaveLength(1);
    expect(verdicts()).toEqual(['duplicate', 'delivered']);
  });

  it('are not sent for a callback that settles in the batch', async () => {
    const { handle, calls, verdicts } = await testRelay();
    await handle([heartbeat({ id: 'a' }), succeeded(1, { id: 'b' })]);
    expect(calls).toEqual(['claim', 'sendTaskSuccess', 'read', 'closeAll']);
    expect(verdicts()).toEqual(['delivered', 'duplicate']);
  });

  it('of strangers do not stand for those that may answer', async () => {
    const { handle, sent, records } = await testRelay();
    await handle([
      heartbeat({ id: 'a' }),
      heartbeat({ id: 'b', source: 'stranger' }),
      heartbeat({ id: 'c', source: 'stranger' }),
    ]);
    expect(sent).toHaveLength(1);
    expect(records.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['delivered', undefined],
      ['forbidden', 'source-not-allowed'],
      ['forbidden', 'source-not-allowed'],
    ]);
  });

  it('of another account are forbidden', async () => {
    const { handle, records } = await testRelay([waitingRow({ allowedAccounts: ['999999999999'] })]);
    await handle([heartbeat()]);
    expect(records).toMatchObject([{ verdict: 'forbidden', code: 'account-not-allowed' }]);
  });

  it('of a task that waits no more are late, or superseded', async () => {
    const { handle, tokens, recordAttempt, verdicts, row } = await testRelay();
    tokens.set(secretToken, 'closed');
    await handle([heartbeat()]);
    await recordAttempt(1);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['late', 'superseded']);
    expect(await row()).toEqual(waitingRow());
  });

  it('after the result change nothing', async () => {
    const { handle, verdicts } = await testRelay();
    await handle([succeeded(1)]);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['delivered', 'duplicate']);
  });

  it('whose call failed are sent again', async () => {
    const { handle, faults, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskHeartbeat', error: awsError('InternalFailure', 500), when: 'before' });
    const record = heartbeat();
    expect(await handle([record])).toEqual(returned(record));
    expect(await handle([record])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('whose row cannot be read are returned, and the call to Step Functions is given back', async () => {
    const { handle, faults, useUpQuota, clock } = await testRelay();
    faults.push({ operation: 'read', error: awsError('InternalServerError', 500), when: 'before' });
    const quota = useUpQuota();
    clock.now += 1_000;
    const record = heartbeat();
    expect(await handle([record])).toEqual(returned(record));
    expect(quota.take('SendTaskHeartbeat')).toBe(0);
  });
});

describe('heartbeats over the quota', () => {
  it('make no call that is not sent, and back off', async () => {
    const { handle, calls, visibilities, useUpQuota } = await testRelay();
    useUpQuota();
    const records = [heartbeat(), heartbeat({ id: 'event-2', receives: 2 })];
    expect(await handle(records)).toEqual(returned(...records.slice(1)));
    expect(calls).toEqual(['changeVisibility']);
    expect(visibilities).toMatchObject([{ seconds: 3 }]);
  });

  it('are dropped when a later one of the same sender stands for them', async () => {
    const { handle, records, useUpQuota } = await testRelay();
    useUpQuota();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b' })]);
    expect(records).toMatchObject([{ event: { id: 'a' }, verdict: 'duplicate' }]);
  });

  it('are dropped when they are stale: no dead letter, and no poll for ever', async () => {
    const { handle, records, letters, useUpQuota, clock } = await testRelay();
    useUpQuota(0.001);
    const record = heartbeat();
    clock.now = openedAt + 4_999;
    expect(await handle([record])).toEqual(returned(record));
    clock.now = openedAt + 5_000;
    expect(await handle([record])).toEqual(acknowledged);
    expect(records).toMatchObject([{ verdict: 'duplicate', code: 'heartbeat-stale' }]);
    expect(letters).toEqual([]);
  });

  it('are dropped when Step Functions throttles them and they are stale', async () => {
    const { handle, records, faults, clock } = await testRelay();
    const throttle = { operation: 'sendTaskHeartbeat', error: awsError('ThrottlingException') } as const;
    faults.push({ ...throttle, when: 'before' }, { ...throttle, when: 'before' });
    const record = heartbeat();
    expect(await handle([record])).toEqual(returned(record));
    clock.now += 5_000;
    expect(await handle([record])).toEqual(acknowledged);
    expect(records).toMatchObject([{ verdict: 'duplicate', code: 'heartbeat-stale' }]);
  });

  it('take at most three calls each at 120 % of the quota, and go on for ever without a dead letter', async () => {
    const workers = Array.from({ length: 12 }, (_, at) => `worker-${at}`);
    const relay = await testRelay([waitingRow({ allowedSources: workers })]);
    relay.useUpQuota(10, 10);
    const published = Array.from({ length: 60 }, (_, second) =>
      workers.map((source) => heartbeat({ id: `${second}/${source}`, source })),
    );
    await receiveEachSecond(relay, published);
    expect(relay.verdicts()).toHaveLength(720);
    expect(relay.verdicts().filter((verdict) => verdict === 'delivered').length).toBeGreaterThan(590);
    expect(relay.calls.length).toBeLessThanOrEqual(3 * 720);
    expect(relay.letters).toEqual([]);
  }, 60_000);
});

/** Plays the relay queue: each message alone, and again after the time that it was hidden for. */
async function receiveEachSecond(
  { handle, clock, visibilities }: Awaited<ReturnType<typeof testRelay>>,
  published: readonly (readonly QueueRecord[])[],
): Promise<void> {
  const due = published.map((records) => records.map((record) => ({ record, receives: 1, from: 0 })));
  for (let second = 0; second < due.length; second++) {
    for (const { record, receives, from } of due[second] ?? []) {
      clock.now = openedAt + second * 1_000;
      const firstReceivedAt = from || clock.now;
      const attributes = {
        ApproximateReceiveCount: String(receives),
        ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
      };
      const { batchItemFailures } = await handle([{ ...record, attributes }]);
      if (batchItemFailures.length === 0) continue;
      const again = second + (visibilities.at(-1)?.seconds ?? 1);
      due[again] = [...(due[again] ?? []), { record, receives: receives + 1, from: firstReceivedAt }];
    }
  }
}

describe('progress', () => {
  const progress = { step: 3, of: 10 };
  const time = new Date(openedAt + 1_000).toISOString();

  it('is kept on the row by the write that brings the row, and published', async () => {
    const { handle, calls, published, row } = await testRelay();
    await handle([heartbeat({ progress, time })]);
    await handle([heartbeat({ id: 'event-2', progress: { step: 4, of: 10 }, time })]);
    expect(calls.slice(0, 3)).toEqual(['recordProgress', 'sendTaskHeartbeat', 'putEvents']);
    expect(await row()).toMatchObject({
      state: 'waiting',
      progress: '{"step":4,"of":10}',
      progressAt: openedAt + 1_000,
      progressCount: 2,
    });
    const detail = { version: currentVersion, correlationId: 'orders:abc', progress, at: time, count: 1 };
    expect(published[0]).toEqual({ detailType: 'Callback Progress', detail: JSON.stringify(detail) });
  });

  it('costs nothing where there is none', async () => {
    const { handle, published, row } = await testRelay();
    await handle([heartbeat()]);
    expect(published).toEqual([]);
    expect(await row()).toEqual(waitingRow());
  });

  it('is not overwritten by an earlier one that comes later', async () => {
    const { handle, row, sent, published } = await testRelay();
    await handle([heartbeat({ progress, time })]);
    const earlier = new Date(openedAt).toISOString();
    await handle([heartbeat({ id: 'event-2', progress: 'earlier', time: earlier })]);
    expect(await row()).toMatchObject({ progress: JSON.stringify(progress), progressCount: 1 });
    expect(sent).toHaveLength(2);
    expect(published).toHaveLength(1);
  });

  it('of a stranger is neither kept nor published', async () => {
    const { handle, row, verdicts, verdictEvents } = await testRelay();
    await handle([heartbeat({ progress, source: 'stranger' })]);
    expect(await row()).toEqual(waitingRow());
    expect(verdicts()).toEqual(['forbidden']);
    expect(verdictEvents()).toMatchObject([{ verdict: 'forbidden' }]);
  });

  it('keeps numbers as they were written', async () => {
    const { handle, published, row } = await testRelay();
    const record = heartbeat({ progress: { done: 1 } });
    await handle([{ ...record, body: record.body.replace('"done":1', '"done":9007199254740993') }]);
    expect(published[0]?.detail).toContain('"done":9007199254740993');
    expect(await row()).toMatchObject({ progress: '{"done":9007199254740993}' });
  });

  it('goes with the callback when it is closed', async () => {
    const { handle, row } = await testRelay([waitingRow({ business: true })]);
    await handle([heartbeat({ progress }), succeeded(1, { id: 'event-2' })]);
    await handle([heartbeat({ id: 'event-3', progress })]);
    expect(await row()).toMatchObject({ state: 'settled' });
    expect(await row()).not.toHaveProperty('progress');
  });

  it('that cannot be published is not worth another try', async () => {
    const { handle, refuseEntries, verdicts } = await testRelay();
    refuseEntries(1);
    expect(await handle([heartbeat({ progress })])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered']);
  });
});
