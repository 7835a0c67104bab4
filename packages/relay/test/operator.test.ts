import { operatorSource, sourcesAllowedEventType } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import type { QueueRecord } from '../src/index.ts';
import { acknowledged, correlationId, eventOf, succeeded } from './messages.ts';
import { testRelay } from './test-relay.ts';

const operator = { who: 'arn:aws:sts::111122223333:assumed-role/on-call/ada', why: 'the worker is gone' };
const relayAccount = '111122223333';

/** A record as the relay's own queue delivers it, whose ARN says of which account the relay is. */
const received = (record: QueueRecord): QueueRecord => ({
  ...record,
  eventSourceARN: `arn:aws:sqs:eu-west-1:${relayAccount}:results`,
});

const byHand = (detail: object, posted = {}) =>
  received(
    eventOf(
      'Callback Succeeded',
      { version: '1.0', correlationId, output: 1, ...detail },
      { source: operatorSource, ...posted },
    ),
  );

const allowing = (sources: readonly string[], detail: object = {}) =>
  received(
    eventOf(
      sourcesAllowedEventType,
      { version: '1.0', correlationId, sources, operator, ...detail },
      { id: 'allowance', source: operatorSource },
    ),
  );

describe('an answer by hand', () => {
  it('settles a callback whose allowed sources do not name the operator, and the row says who and why', async () => {
    const { handle, sent, verdicts, row } = await testRelay();
    expect(await handle([byHand({ operator })])).toEqual(acknowledged);
    expect(sent).toEqual([{ operation: 'sendTaskSuccess', content: ['1'] }]);
    expect(verdicts()).toEqual(['delivered']);
    expect(JSON.stringify(await row())).toContain(operator.why);
  });

  it('is preceded by progress, if the operator reports it', async () => {
    const { handle, verdicts, row } = await testRelay();
    const detail = { version: '1.0', correlationId, progress: 'by phone', operator };
    await handle([received(eventOf('Callback Heartbeat', detail, { source: operatorSource }))]);
    expect(verdicts()).toEqual(['delivered']);
    expect(await row()).toMatchObject({ progress: '"by phone"', progressCount: 1 });
  });

  it('keeps 256 characters of a reason', async () => {
    const { handle, row } = await testRelay();
    await handle([byHand({ operator: { ...operator, why: 'y'.repeat(1_000) } })]);
    const kept = JSON.stringify(await row());
    expect(kept).toContain('y'.repeat(200));
    expect(kept).not.toContain('y'.repeat(257));
  });

  it.each([
    ['of another account', { operator }, { account: '999999999999' }],
    ['that does not say who and why', {}, {}],
    ['that says who, and not why', { operator: { who: operator.who } }, {}],
  ])('%s is invalid, and the task sleeps on', async (_, detail, posted) => {
    const { handle, sent, records, row } = await testRelay();
    expect(await handle([byHand(detail, posted)])).toEqual(acknowledged);
    expect(records).toMatchObject(
      [{ verdict: 'invalid', code: 'contract-broken', correlationId, reason: /own account/ }].map((each) => ({
        ...each,
        reason: expect.stringMatching(each.reason),
      })),
    );
    expect([sent, (await row())?.state]).toEqual([[], 'waiting']);
  });
});

describe('further sources that an operator allows', () => {
  it('may answer a callback that waits', async () => {
    const { handle, records, verdicts } = await testRelay();
    expect(await handle([allowing(['orders.legacy', 'orders.other'])])).toEqual(acknowledged);
    expect(records[0]?.reason).toBe('orders.legacy, orders.other may answer, too');
    await handle([succeeded(1, { id: 'event-2', source: 'orders.legacy' })]);
    expect(verdicts()).toEqual(['delivered', 'delivered']);
  });

  it('come too late for a callback that is settled', async () => {
    const { handle, verdicts } = await testRelay();
    await handle([succeeded(1)]);
    await handle([allowing(['orders.legacy'])]);
    expect(verdicts()).toEqual(['delivered', 'late']);
  });

  it('wait for no callback that is not open', async () => {
    const { handle, verdicts } = await testRelay([]);
    await handle([allowing(['orders.legacy'])]);
    expect(verdicts()).toEqual(['unclaimed']);
  });

  it.each([
    ['no source', []],
    ['more than ten', Array.from({ length: 11 }, (_, at) => `source-${at}`)],
  ])('break the contract with %s', async (_, sources) => {
    const { handle, verdicts, row } = await testRelay();
    await handle([allowing(sources)]);
    expect(verdicts()).toEqual(['invalid']);
    expect(await row()).toMatchObject({ allowedSources: ['orders.worker'] });
  });
});
