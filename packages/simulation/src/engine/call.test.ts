import { describe, expect, it } from 'vitest';
import { callAws } from './call.ts';
import { callCount } from './call-count.ts';
import { type FaultRates, noFaults } from './fault-rates.ts';
import { instance } from './instance.ts';
import { seededRandomness } from './randomness.ts';
import { simulator } from './simulator.ts';
import { noTrace } from './trace.ts';
import { virtualTime } from './virtual-time.ts';

async function callUnder(rates: Partial<FaultRates>, operation = 'sfn.call') {
  const time = virtualTime(0);
  const parts = { random: seededRandomness(1), time, trace: noTrace, calls: callCount(), outages: [] };
  const setting = simulator(parts, { ...noFaults, ...rates });
  const caller = instance('relay', 1, '111111111111');
  let effects = 0;
  const order: string[] = [];
  let answer = 'none';
  callAws(setting, caller, { operation }, () => {
    order.push('effect');
    return ++effects;
  }).then(
    (value) => {
      answer = `value ${value}`;
    },
    (error: unknown) => {
      order.push('heard');
      answer = error instanceof Error ? error.name : 'no error';
    },
  );
  await time.run(100);
  return { effects, answer, order, alive: caller.isAlive(), calls: setting.calls.of('relay') };
}

describe('a call to AWS', () => {
  it('takes effect once and is answered', async () => {
    expect(await callUnder({})).toMatchObject({ effects: 1, answer: 'value 1', alive: true, calls: 1 });
  });

  it('is never made when the caller crashes before it', async () => {
    expect(await callUnder({ crashBefore: 1 })).toMatchObject({ effects: 0, answer: 'none', alive: false });
  });

  it('takes effect and returns nothing when the caller crashes after it', async () => {
    expect(await callUnder({ crashAfter: 1 })).toMatchObject({ effects: 1, answer: 'none', alive: false });
  });

  it('takes effect and leaves the caller unsure when its answer is lost', async () => {
    expect(await callUnder({ answerLost: 1 })).toMatchObject({
      effects: 1,
      answer: 'TimeoutError',
      alive: true,
    });
  });

  it('takes effect once more where its client sends it again by itself, and is answered for the second time', async () => {
    expect(await callUnder({ sentTwice: 1 }, 'dynamodb.call')).toMatchObject({
      effects: 2,
      answer: 'value 2',
    });
  });

  it('is not sent again by the client of Step Functions', async () => {
    expect(await callUnder({ sentTwice: 1 })).toMatchObject({ effects: 1, answer: 'value 1' });
  });

  it('takes effect after its caller has given up, when it is late', async () => {
    const late = await callUnder({ late: 1 });
    expect(late).toMatchObject({ effects: 1, answer: 'TimeoutError', alive: true });
    expect(late.order).toEqual(['heard', 'effect']);
  });

  it('has no effect when it is throttled', async () => {
    expect(await callUnder({ throttled: 1 })).toMatchObject({ effects: 0, answer: 'ThrottlingException' });
  });
});
