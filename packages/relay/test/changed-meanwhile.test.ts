import type { Answered, CallbackRow, WaitingRow } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  correlationId,
  openedAt,
  returned,
  secretToken,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

type Relay = Awaited<ReturnType<typeof testRelay>>;

const parked: CallbackRow = { correlationId, state: 'parked', parked: {}, answers: {}, expiresAt: 9_000 };
const ofEvent = (answer: Partial<Answered>) => ({
  'event-1': { fingerprint: 'f', at: openedAt / 1000, ...answer },
});
const openedAgain = (answers: WaitingRow['answers']) =>
  waitingRow({ business: true, openingId: 'opening-2', taskToken: 'token-2', answers });
const settledBy = (eventId: string, answers: WaitingRow['answers']): CallbackRow => {
  const { taskToken: _, ...row } = openedAgain(answers);
  return { ...row, state: 'settled', answeredBy: eventId };
};

describe('the row of a result whose task waits no more, changed between its claim and its close', () => {
  /** `change` comes after Step Functions has answered that the task waits no more. */
  async function missed(change: (relay: Relay) => Promise<unknown>) {
    const test = await testRelay([waitingRow({ business: true })]);
    test.tokens.set(secretToken, 'closed');
    const { newestAttempt } = test.relay.store;
    test.relay.store.newestAttempt = async (key) => {
      await change(test);
      return newestAttempt(key);
    };
    const record = succeeded(1);
    return { ...test, record, answer: await test.handle([record]) };
  }
  const putting = (row: CallbackRow) => missed(({ table }) => table.put(row));
  const waitsASecond = ({ record, answer, visibilities, verdicts }: Awaited<ReturnType<typeof missed>>) => {
    expect(answer).toEqual(returned(record));
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 1 }]);
    expect(verdicts()).toEqual([]);
  };

  it('waits a second for a copy of its event that has claimed it too, and may hear another answer', async () => {
    waitsASecond(
      await missed(async ({ table, row }) => {
        const claimed = await row();
        if (claimed?.state !== 'settling') throw new Error('it is claimed');
        await table.put({ ...claimed, attempts: [...claimed.attempts, 'claim-of-the-copy'] });
      }),
    );
  });

  it('is late where the row is gone, or has only parked results', async () => {
    const gone = await missed(({ table }) => table.clearAll());
    expect([gone.answer, gone.verdicts()]).toEqual([acknowledged, ['late']]);
    const alone = await putting(parked);
    expect(alone.verdicts()).toEqual(['late']);
    expect(await alone.row()).toEqual(parked);
  });

  it('has the verdict with which a copy has closed it', async () => {
    const { verdicts } = await putting(settledBy('event-1', ofEvent({ verdict: 'delivered' })));
    expect(verdicts()).toEqual(['delivered']);
  });

  it('is superseded where the key was opened again and settled by another event, and the row says so', async () => {
    const { verdicts, row } = await putting(
      settledBy('event-9', { 'event-9': { verdict: 'delivered', fingerprint: 'g', at: openedAt / 1000 } }),
    );
    expect(verdicts()).toEqual(['superseded']);
    expect(await row()).toMatchObject({
      answeredBy: 'event-9',
      answers: { 'event-1': { verdict: 'superseded' } },
    });
  });

  it('has the verdict that a copy has left on a key that was opened again', async () => {
    const row = openedAgain(ofEvent({ verdict: 'late' }));
    const { verdicts, row: now } = await putting(row);
    expect(verdicts()).toEqual(['late']);
    expect(await now()).toEqual(row);
  });

  it('waits a second for the copy by whose claim it is presumed delivered', async () => {
    waitsASecond(await putting(openedAgain(ofEvent({ verdict: 'delivered', presumedBy: 'claim-9' }))));
  });
});

describe('a business key that changes between the call to Step Functions and the close', () => {
  /** `change` comes with the call that finishes the task: with success, or with the failure for a refused output. */
  async function finished(verdict: 'delivered' | 'invalid', change: (relay: Relay) => Promise<unknown>) {
    const test = await testRelay([waitingRow({ business: true })]);
    const finish = async () => void (await change(test));
    if (verdict === 'delivered') test.relay.tasks.sendTaskSuccess = finish;
    else {
      test.relay.tasks.sendTaskSuccess = () => Promise.reject(awsError('InvalidOutput'));
      test.relay.tasks.sendTaskFailure = finish;
    }
    const record = succeeded(1);
    return { ...test, record, answer: await test.handle([record]) };
  }

  it('is not read where the row presumes what is true, or nothing has changed', async () => {
    const delivered = await finished('delivered', ({ table }) => table.put(openedAgain({})));
    expect([delivered.answer, delivered.verdicts()]).toEqual([acknowledged, ['delivered']]);
    expect(delivered.calls).not.toContain('read');
    const invalid = await finished('invalid', async () => {});
    expect(invalid.verdicts()).toEqual(['invalid']);
    expect(invalid.calls).not.toContain('read');
  });

  it.each([
    ['is gone', undefined],
    ['has the verdict of another content of the event', openedAgain(ofEvent({ verdict: 'late' }))],
    [
      'was claimed again, for this event at the new opening',
      {
        ...openedAgain(ofEvent({ verdict: 'delivered', presumedBy: 'claim-9' })),
        ...({ state: 'settling', answeredBy: 'event-1', attempts: ['claim-9'] } as const),
      },
    ],
  ])('has nothing to correct where it %s', async (_, row) => {
    const {
      answer,
      verdicts,
      row: now,
    } = await finished('invalid', ({ table }) => (row === undefined ? table.clearAll() : table.put(row)));
    expect([answer, verdicts()]).toEqual([acknowledged, ['invalid']]);
    expect(await now()).toEqual(row);
  });

  it('gives the verdict that the opening had for the event before', async () => {
    // A copy withdrew what it presumed, and was decided by the new opening, while this one was at Step Functions.
    const { answer, verdicts, row } = await finished('invalid', async ({ table, row }) => {
      const claimed = (await row())?.answers['event-1'];
      if (claimed === undefined) throw new Error('it is claimed');
      const { presumedBy: _, ...known } = claimed;
      await table.put(openedAgain({ 'event-1': { ...known, verdict: 'conflicting' } }));
    });
    expect([answer, verdicts()]).toEqual([acknowledged, ['conflicting']]);
    expect((await row())?.answers['event-1']).toMatchObject({ verdict: 'conflicting' });
  });

  it('is given the verdict where it was opened again and forgets the event', async () => {
    const { answer, row } = await finished('invalid', ({ table }) => table.put(openedAgain({})));
    expect(answer).toEqual(acknowledged);
    expect((await row())?.answers['event-1']).toMatchObject({ verdict: 'invalid' });
  });

  it('is corrected by whichever claim it presumes, and once more where it changes under that', async () => {
    const { answer, verdicts, calls, row } = await finished('invalid', async ({ relay, table }) => {
      await table.put(openedAgain(ofEvent({ verdict: 'delivered', presumedBy: 'claim-9' })));
      const { remember } = relay.store;
      let tries = 0;
      relay.store.remember = async (memory) => {
        tries += 1;
        return tries > 1 && remember(memory);
      };
    });
    expect([answer, verdicts()]).toEqual([acknowledged, ['invalid']]);
    expect(calls.filter((call) => call === 'read')).toHaveLength(2);
    const corrected = (await row())?.answers['event-1'];
    expect(corrected).toMatchObject({ verdict: 'invalid' });
    expect(corrected).not.toHaveProperty('presumedBy');
  });

  it('is asked to withdraw what it presumes where the claim could not be marked unsent', async () => {
    const { handle, faults, calls } = await testRelay([waitingRow({ business: true })]);
    const error = awsError('ThrottlingException');
    for (let at = 0; at < 3; at++) faults.push({ operation: 'sendTaskSuccess', error, when: 'before' });
    faults.push({ operation: 'markUnsent', error, when: 'before' });
    await handle([succeeded(1)]);
    expect(calls.filter((call) => call === 'markUnsent' || call === 'withdraw')).toEqual([
      'markUnsent',
      'withdraw',
    ]);
  });
});

describe('a parked row on which the place of a sender changes before the verdict is written', () => {
  it('has no verdict of a result that a copy has parked meanwhile: that gets its own when its callback opens', async () => {
    const { relay, table, row, handle, verdicts } = await testRelay([]);
    await handle([succeeded(1)]);
    const parkedByTheCopy = await row();
    if (parkedByTheCopy?.state !== 'parked') throw new Error('it is parked');
    const [[sender, own] = []] = Object.entries(parkedByTheCopy.parked);
    if (sender === undefined || own === undefined) throw new Error('it is parked');
    const earlier = { ...own, event: { ...own.event, id: 'event-9' } };
    await table.put({ ...parkedByTheCopy, parked: { [sender]: earlier } });
    const { remember } = relay.store;
    relay.store.remember = async (memory) => {
      relay.store.remember = remember;
      await table.put(parkedByTheCopy);
      return remember(memory);
    };
    await handle([succeeded(1)]);
    expect(await row()).toEqual(parkedByTheCopy);
    expect(verdicts()).not.toContain('duplicate');
  });
});
