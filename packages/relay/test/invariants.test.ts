import { describe, expect, it } from 'vitest';
import type { QueueRecord } from '../src/index.ts';
import { accountFor } from '../src/invariants/account-for.ts';
import { checkedStore } from '../src/invariants/checked-store.ts';
import { checkedTasks } from '../src/invariants/checked-tasks.ts';
import {
  awsError,
  correlationId,
  heartbeat,
  openedAt,
  recordOf,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

const rule = (promise: number) => ({ promise, rule: expect.any(String) });
const settling = {
  ...waitingRow(),
  state: 'settling',
  answeredBy: 'event-1',
  attempts: ['claim-0'],
} as const;

describe('a row that breaks a rule', () => {
  it.each([
    [1, 'waits, and has no token', waitingRow({ taskToken: '' })],
    [1, 'is deleted before its deadline', waitingRow({ expiresAt: openedAt / 1000 - 1 })],
    [2, 'is claimed by an event that it does not know', { ...settling, answers: {} }],
    [7, 'is cancelled, and has its token', { ...waitingRow(), state: 'cancelled' as const }],
    [8, 'lets no source answer', waitingRow({ allowedSources: [] })],
    [9, 'has no deadline', waitingRow({ deadline: undefined as never })],
  ])(
    '(promise %i) that %s: nothing is sent on its word, and the message goes back',
    async (promise, _, row) => {
      const { handle, broken, sent, verdicts } = await testRelay([row as never]);
      const record = succeeded(1);
      expect(await handle([record])).toEqual(returned(record));
      expect(broken).toContainEqual({ ...rule(promise), correlationId });
      expect(sent).toEqual([]);
      expect(verdicts()).toEqual([]);
    },
  );

  it('keeps none of its batch from being settled', async () => {
    const rows = [waitingRow({ allowedSources: [] }), waitingRow({ correlationId: 'orders:other' })];
    const { handle, verdicts } = await testRelay(rows);
    const record = succeeded(1);
    const answer = await handle([record, succeeded(2, { id: 'event-2', correlationId: 'orders:other' })]);
    expect(answer).toEqual(returned(record));
    expect(verdicts()).toEqual(['delivered']);
  });

  it('does not hold a message for ever: it ends in the dead-letter queue, as it came', async () => {
    const { handle, broken, letters, clock, verdicts } = await testRelay([
      waitingRow({ allowedSources: [] }),
    ]);
    clock.now = openedAt + 25 * 3_600_000;
    const record = succeeded(1, { receives: 9 });
    expect(await handle([record])).toEqual({ batchItemFailures: [] });
    expect(letters).toEqual([{ body: record.body, reason: expect.stringContaining('InvariantBroken') }]);
    expect(verdicts()).toEqual(['undeliverable']);
    expect(broken).toHaveLength(1);
  });
});

describe('a write that would break a rule', () => {
  it('(promise 7) is not made: no callback is closed with its token on it, and the others of the batch are', async () => {
    const { relay, broken, table } = await testRelay([]);
    const store = checkedStore(relay.store, (each) => broken.push(each));
    const { taskToken, execution: _, ...details } = waitingRow();
    const answers = { 'event-1': { verdict: 'delivered', fingerprint: 'f', at: 1 } } as const;
    const closed = { ...details, state: 'settled', answeredBy: 'event-1', answers } as const;
    const leaking = { ...closed, taskToken } as typeof closed;
    const left = await store.closeAll([leaking, { ...closed, correlationId: 'orders:other' }]);
    expect(left).toEqual([correlationId]);
    expect(broken).toEqual([{ ...rule(7), correlationId }]);
    expect(await table.get(correlationId)).toBeUndefined();
    expect(await table.get('orders:other')).toMatchObject({ state: 'settled' });
  });

  it('(promise 3) is not made: a result is not parked for no time', async () => {
    const { handle, broken, row } = await testRelay([], { parkedSeconds: -1 });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(broken).toContainEqual({ ...rule(3), correlationId });
    expect(await row()).toBeUndefined();
  });

  it('(promise 1) is not made: a row outlives what is parked on it', async () => {
    const { handle, broken, row } = await testRelay([], { rowRetentionSeconds: -10_000 });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(broken).toContainEqual({ ...rule(1), correlationId });
    expect(await row()).toBeUndefined();
  });
});

describe('what the table answers to a claim', () => {
  it('(promise 8) is not believed of a sender that may not answer', async () => {
    const { relay, handle, broken, sent } = await testRelay();
    // A condition that has lost its clause about senders.
    relay.store.claim = async () => ({ claimed: true, before: waitingRow({ allowedSources: ['another'] }) });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(broken).toContainEqual({ ...rule(8), correlationId });
    expect(sent).toEqual([]);
  });

  it('(promise 2) is not believed of a callback that another event has claimed', async () => {
    const { relay, handle, broken, sent } = await testRelay();
    const answers = { other: { verdict: 'delivered', fingerprint: 'f', at: 1 } } as const;
    const before = { ...settling, answeredBy: 'other', answers } as const;
    relay.store.claim = async () => ({ claimed: true, before });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(broken).toContainEqual({ ...rule(2), correlationId });
    expect(sent).toEqual([]);
  });
});

describe('(promise 2) a second outcome for a task token', () => {
  const tasks = (error?: Error) => {
    const calls: string[] = [];
    const send = async (_: string, content: string) => {
      calls.push(content);
      if (error !== undefined && calls.length === 1) throw error;
    };
    return {
      calls,
      port: { sendTaskSuccess: send, sendTaskFailure: send, sendTaskHeartbeat: async () => {} },
    };
  };

  it('is not sent, and the same one is', async () => {
    const broken: unknown[] = [];
    const { calls, port } = tasks();
    const checked = checkedTasks(port, new Set(), (each) => broken.push(each));
    await checked.sendTaskSuccess('token', '1');
    await checked.sendTaskSuccess('token', '1');
    await expect(checked.sendTaskFailure('token', 'Error', '')).rejects.toThrow('promise 2');
    await expect(checked.sendTaskSuccess('token', '2')).rejects.toThrow('promise 2');
    await checked.sendTaskSuccess('another', '2');
    expect(calls).toEqual(['1', '1', '2']);
    expect(broken).toEqual([rule(2), rule(2)]);
  });

  it.each(['InvalidOutput', 'ValidationException'])(
    'is sent where the first was refused: %s',
    async (name) => {
      const { calls, port } = tasks(awsError(name));
      const checked = checkedTasks(port, new Set(), () => expect.unreachable());
      await expect(checked.sendTaskSuccess('token', '1')).rejects.toThrow(name);
      await checked.sendTaskFailure('token', 'Invalid', '');
      expect(calls).toEqual(['1', 'Invalid']);
    },
  );
});

describe('(promise 7) an event with a task token in it', () => {
  it('is not published, and the others of its batch are', async () => {
    const { handle, broken, published, sent } = await testRelay([
      waitingRow(),
      waitingRow({ correlationId: 'orders:other', taskToken: 'another-secret-token' }),
    ]);
    // As if a worker had got hold of its own token, and a heartbeat carried it.
    const leaking = heartbeat({ progress: { leaked: `it is ${secretToken}` } });
    await handle([leaking, heartbeat({ progress: 5, id: 'event-2', correlationId: 'orders:other' })]);
    expect(sent).toHaveLength(2);
    expect(broken).toEqual([rule(7)]);
    expect(published.map(({ detail }) => detail).join()).not.toContain(secretToken);
    expect(published).toHaveLength(1);
  });
});

describe("a batch's answer", () => {
  const [one, two] = [recordOf('1'), recordOf('2')];
  const item = (record: QueueRecord, kind: 'done' | 'deferred') => ({ record, handled: { kind } }) as never;

  it('(promise 1) acknowledges nothing that is neither done nor deferred', () => {
    const broken: unknown[] = [];
    const answer = accountFor([one, two], [item(one, 'deferred')], [], new Set(), (each) =>
      broken.push(each),
    );
    expect(answer).toEqual([one.messageId, two.messageId]);
    expect(broken).toEqual([rule(1), rule(1)]);
  });

  it('(promise 6) names no record of another batch', () => {
    const broken: unknown[] = [];
    const items = [item(one, 'deferred')];
    const answer = accountFor([one], items, [one, two], new Set(), (each) => broken.push(each));
    expect(answer).toEqual([one.messageId]);
    expect(broken).toEqual([rule(6)]);
  });

  it('is left as it is where each record is accounted for', () => {
    const items = [item(one, 'done'), item(two, 'deferred')];
    expect(accountFor([one, two], items, [], new Set(['2']), () => expect.unreachable())).toEqual([]);
    expect(accountFor([one, two], items, [two], new Set(), () => expect.unreachable())).toEqual([
      two.messageId,
    ]);
  });
});
