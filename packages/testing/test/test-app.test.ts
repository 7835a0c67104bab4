import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startTestApp, type TestApp } from '../src/index.ts';
import { paymentApp } from './app/payment-app.ts';
import { payments } from './app/payments-contract.ts';

const worker = {
  queue: 'callback-relay-dev-payments-requests',
  functionName: 'callback-relay-dev-payments-worker',
};
const minutes = (count: number) => count * 60_000;

let folder: string;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'testing-'));
  paymentApp(folder).synth();
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a worker that the test plays', () => {
  let standIn: StandIn<typeof payments>;

  beforeAll(async () => {
    app = await startTestApp({ app: folder });
    standIn = await app.standIn(payments, worker);
  }, 60_000);
  afterAll(() => app.stop());

  it('is asked, and its output ends the execution', async () => {
    const execution = await app.start({ orderId: 'o-1' });
    const request = await standIn.waitForRequest();
    expect(request.payload).toEqual({ orderId: 'o-1' });
    await standIn.heartbeat(request, { step: 'bank' });
    await standIn.succeed(request, { paymentId: 'p-1' });
    expect(await app.waitForEnd(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: { paymentId: 'p-1' },
    });
    const types = (await app.history(execution)).map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled']);
    expect(types.slice(-3)).toEqual(['TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
  });

  it('fails the task with an error of its contract', async () => {
    const execution = await app.start({ orderId: 'o-2' });
    await standIn.fail(await standIn.waitForRequest(), 'CardRefused', 'no cover');
    expect(await app.waitForEnd(execution)).toMatchObject({
      status: 'FAILED',
      error: 'CardRefused',
      cause: 'no cover',
    });
    const failed = (await app.history(execution)).find(({ type }) => type === 'TaskFailed');
    expect(failed?.details).toMatchObject({ error: 'CardRefused' });
  });

  it('may be silent: the clock is moved past the heartbeat', async () => {
    const execution = await app.start({ orderId: 'o-3' });
    await standIn.waitForRequest();
    await expect(app.waitForEnd(execution)).rejects.toThrow(
      /still runs with nothing left to happen before the clock is advanced; its last event is \d+ TaskSubmitted/,
    );
    await app.advance(minutes(6));
    expect(await app.waitForEnd(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('answers twice: the second verdict is published', async () => {
    const execution = await app.start({ orderId: 'o-4' });
    const request = await standIn.waitForRequest();
    await standIn.succeed(request, { paymentId: 'p-4' });
    await app.waitForEnd(execution);
    await standIn.succeed(request, { paymentId: 'another' });
    expect(app.verdicts().at(-1)).toMatchObject({
      verdict: 'conflicting',
      correlationId: request.correlationId,
    });
  });

  it('finds a payload or an output that disagrees with the contract, and names the field', async () => {
    await app.start({ order: 'o-5' });
    await expect(standIn.waitForRequest()).rejects.toThrow(
      'the payload for payments breaks its contract: orderId: Invalid input: expected string',
    );
    const execution = await app.start({ orderId: 'o-6' });
    const request = await standIn.waitForRequest();
    // @ts-expect-error the contract's output has a paymentId
    await expect(standIn.succeed(request, { id: 'p-6' })).rejects.toThrow('paymentId: Invalid input');
    // @ts-expect-error the contract has no such error
    await standIn.fail(request, 'CardLost');
    expect(await app.waitForEnd(execution)).toMatchObject({ error: 'CardLost' });
  });

  it('says what the app has, where something else was asked for', async () => {
    await expect(app.start({}, 'nope')).rejects.toThrow(
      'the app has no state machine nope; it has order-dev',
    );
  });
});

it('with a flowing clock the real worker is waited for, and the end by its event', {
  timeout: 60_000,
}, async () => {
  const flowing = await startTestApp({ app: folder, clock: 'flowing' });
  try {
    const execution = await flowing.start({ orderId: 'o-7' });
    expect(await flowing.waitForEnd(execution, 30_000)).toMatchObject({ output: { paymentId: 'real-o-7' } });
    const standIn = await flowing.standIn(payments, worker);
    const silent = await flowing.start({ orderId: 'o-8' });
    await standIn.waitForRequest();
    await expect(flowing.waitForEnd(silent, 50)).rejects.toThrow('still runs after 50 ms');
  } finally {
    await flowing.stop();
  }
});
