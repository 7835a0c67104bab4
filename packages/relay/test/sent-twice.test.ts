import { describe, expect, it } from 'vitest';
import { acknowledged, awsError, eventOf, returned, succeeded, waitingRow } from './messages.ts';
import { testRelay } from './test-relay.ts';

type TestRelay = Awaited<ReturnType<typeof testRelay>>;

/** The client sends the call once more by itself, because it has heard no answer; `between` happens before that. */
function sendTwice(
  { relay }: TestRelay,
  method: 'claim' | 'close' | 'unclaim' | 'park',
  between = async () => {},
) {
  const once = relay.store[method] as (input: never) => Promise<unknown>;
  const twice = async (input: never) => {
    await once(input);
    Object.assign(relay.store, { [method]: once });
    await between();
    return once(input);
  };
  Object.assign(relay.store, { [method]: twice });
}

describe('a call that the client sends twice', () => {
  it('is one claim', async () => {
    const test = await testRelay();
    sendTwice(test, 'claim');
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['delivered']);
    expect(test.sent).toHaveLength(1);
  });

  it('is no claim of an opening that came between the two: the result is the new opening’s', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    test.tokens.set('token-2', 'open');
    sendTwice(test, 'claim', async () => {
      const { answers } = (await test.row()) ?? waitingRow();
      await test.table.put(
        waitingRow({ business: true, taskToken: 'token-2', openingId: 'opening-2', answers }),
      );
    });
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['delivered']);
    expect(test.tokens.get('token-2')).toBe('closed');
  });

  it('closes a business key once, with the same verdict', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    sendTwice(test, 'close');
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['delivered']);
    expect(await test.row()).toMatchObject({ state: 'settled' });
  });

  it('parks a result once', async () => {
    const test = await testRelay([]);
    sendTwice(test, 'park');
    const record = succeeded(1);
    await test.handle([record]);
    expect(test.verdicts()).toEqual(['parked']);
    expect(await test.row()).toMatchObject({ state: 'parked' });
  });

  it('takes a parked result off once, as unclaimed', async () => {
    const test = await testRelay([]);
    await test.handle([succeeded(1)]);
    test.clock.now += 3_600_000;
    sendTwice(test, 'unclaim');
    expect(await test.handle([succeeded(1)])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['parked', 'unclaimed']);
  });
});

describe('a broken result on a key that was opened again', () => {
  const reopen = async ({ table, row }: TestRelay, openingId: string, presumedBy: string) => {
    const { answers } = (await row()) ?? waitingRow();
    const presumed = Object.fromEntries(
      Object.entries(answers).map(([event, answer]) => [event, { ...answer, presumedBy }]),
    );
    await table.put(waitingRow({ business: true, openingId, answers: presumed }));
  };
  const broken = () =>
    eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc', outputs: 1 });

  it('is not called delivered by what another copy of it presumes', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    const { sendTaskFailure } = test.relay.tasks;
    test.relay.tasks.sendTaskFailure = async (...input) => {
      await sendTaskFailure(...input);
      await reopen(test, 'opening-2', 'claim-of-a-copy');
    };
    await test.handle([broken()]);
    await test.handle([broken()]);
    expect(test.verdicts()).toEqual(['invalid', 'invalid']);
    expect((await test.row())?.answers['event-1']).toMatchObject({ verdict: 'invalid' });
  });

  it('has its verdict on the row also where a copy of it has withdrawn what was presumed', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    const { sendTaskFailure } = test.relay.tasks;
    test.relay.tasks.sendTaskFailure = async (...input) => {
      await sendTaskFailure(...input);
      await test.table.put(waitingRow({ business: true, openingId: 'opening-2' }));
    };
    await test.handle([broken()]);
    expect((await test.row())?.answers['event-1']).toMatchObject({ verdict: 'invalid' });
  });

  it('has its verdict on the row also where the key is opened once more before it is written', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    const { sendTaskFailure } = test.relay.tasks;
    const { remember } = test.relay.store;
    test.relay.tasks.sendTaskFailure = async (...input) => {
      await sendTaskFailure(...input);
      await reopen(test, 'opening-2', 'claim-1');
    };
    test.relay.store.remember = async (memory) => {
      test.relay.store.remember = remember;
      await reopen(test, 'opening-3', 'claim-1');
      return remember(memory);
    };
    expect(await test.handle([broken()])).toEqual(acknowledged);
    expect(test.verdicts()).toEqual(['invalid']);
    expect((await test.row())?.answers['event-1']).toMatchObject({ verdict: 'invalid' });
  });
});

describe('an event with two contents, of which one is broken', () => {
  it('keeps its claim for the good one, where the broken one comes before that is delivered', async () => {
    const test = await testRelay([waitingRow({ business: true })]);
    const throttled = awsError('ThrottlingException');
    for (let at = 0; at < 3; at++)
      test.faults.push({ operation: 'sendTaskSuccess', error: throttled, when: 'before' });
    await test.handle([succeeded(1)]);
    await test.handle([
      eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc', outputs: 1 }),
    ]);
    await test.handle([succeeded(1)]);
    expect(test.verdicts()).toEqual(['invalid', 'delivered']);
  });
});

describe('a share of the quota that comes after the function has ended', () => {
  it('is not waited for: the result returns to the queue until then', async () => {
    const test = await testRelay();
    test.useUpQuota(0.1);
    const record = succeeded(1);
    expect(await test.handle([record], 8_000)).toEqual(returned(record));
    expect(test.visibilities).toEqual([{ handle: record.receiptHandle, seconds: 10 }]);
    expect(test.calls).toEqual(['changeVisibility']);
  });
});
