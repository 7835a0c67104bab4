import { setTimeout } from 'node:timers/promises';
import { currentVersion } from '@callback-relay/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineWorker, lambdaWorker, type WorkerDefinition } from '../src/index.ts';
import type { SqsEvent } from '../src/ports.ts';
import { recordingLog, requestBody } from './doubles.ts';
import { type PutEventsAnswer, refusing, startWire, throttled, type Wire } from './wire.ts';

let wire: Wire;
let answer: (call: number) => PutEventsAnswer;

beforeEach(async () => {
  answer = () => undefined;
  wire = await startWire((call) => answer(call));
  for (const [name, value] of Object.entries(wire.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.close();
});

function lambda(handle: WorkerDefinition<unknown>['handle'], remainingMs = 30_000) {
  const worker = defineWorker({ name: 'test', payload: z.unknown(), handle });
  const handler = lambdaWorker(worker, { log: recordingLog().log });
  return (event: SqsEvent) => handler(event, { getRemainingTimeInMillis: () => remainingMs });
}

const event = (count: number): SqsEvent => ({
  Records: Array.from({ length: count }, (_, at) => ({
    messageId: `m${at}`,
    body: requestBody({ correlationId: `orders:${at}`, idempotencyKey: `key-${at}` }),
    attributes: { ApproximateReceiveCount: '1' },
  })),
});

const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe('a worker on Lambda', { timeout: 30_000 }, () => {
  it('answers a batch of ten with one PutEvents call', async () => {
    expect(await lambda(async () => setTimeout(20, { done: true }))(event(10))).toEqual(failures());
    expect(wire.accepted).toHaveLength(10);
    expect(wire.calls.length).toBeLessThanOrEqual(2);
    expect(wire.accepted[0]).toEqual({
      EventBusName: 'callback-bus',
      Source: 'test',
      DetailType: 'Callback Succeeded',
      detail: { version: currentVersion, correlationId: 'orders:0', output: { done: true } },
    });
  });

  it('publishes only what was refused for the moment again', async () => {
    answer = (call) => (call === 1 ? refusing([1, 3], 5, 'InternalFailure') : undefined);
    expect(await lambda(() => null)(event(5))).toEqual(failures());
    expect(wire.calls.map((call) => call.map(({ detail }) => detail.correlationId))).toEqual([
      ['orders:0', 'orders:1', 'orders:2', 'orders:3', 'orders:4'],
      ['orders:1', 'orders:3'],
    ]);
  });

  it('keeps the message of a result that EventBridge refuses, and only it', async () => {
    answer = (call) => refusing(call === 1 ? [2] : [0], call === 1 ? 3 : 1, 'MalformedDetail');
    expect(await lambda(() => null)(event(3))).toEqual(failures('m2'));
  });

  it('gets over throttled calls and server errors', async () => {
    answer = (call) => [throttled(), { status: 503, body: {} }, undefined][call - 1];
    expect(await lambda(() => null)(event(2))).toEqual(failures());
    expect(wire.calls).toHaveLength(3);
  });

  it('keeps the messages when the bus stays away', async () => {
    answer = () => throttled();
    expect(await lambda(() => null)(event(2))).toEqual(failures('m0', 'm1'));
  });

  it('returns what is not done to the queue before its time is over, and answers the rest', async () => {
    const handle: WorkerDefinition<unknown>['handle'] = (_, { correlationId, signal }) =>
      correlationId === 'orders:1' ? setTimeout(60_000, null, { signal }) : null;
    expect(await lambda(handle, 400)(event(3))).toEqual(failures('m1'));
    expect(wire.accepted.map(({ detail }) => detail.correlationId)).toEqual(['orders:0', 'orders:2']);
  });

  it('aborts a running handler whose callback was cancelled', async () => {
    const queue = await wire.queue('cancellations');
    vi.stubEnv('CANCELLATION_QUEUE_URL', queue);
    await wire.send(queue, cancelled('orders:0'));
    const handled = lambda((_, { signal }) => setTimeout(60_000, null, { signal }))(event(1));
    expect(await handled).toEqual(failures());
    expect(wire.calls).toEqual([]);
    await wire.until(async () => expect(await wire.depth(queue)).toEqual([0, 0]));
  });
});

function cancelled(correlationId: string): string {
  return JSON.stringify({
    id: 'event-1',
    source: 'callback-relay',
    account: '000000000000',
    'detail-type': 'Callback Cancelled',
    detail: { version: currentVersion, correlationId, idempotencyKey: 'key', executionStatus: 'ABORTED' },
  });
}
