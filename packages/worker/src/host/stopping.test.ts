import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batchPorts, recordingPublisher, requestBody } from '../../test/doubles.ts';
import { createActiveCallbacks } from '../cancellation/active-callbacks.ts';
import type { StopReason } from '../handler/handler-context.ts';
import { defineWorker, type WorkerDefinition } from '../request/define-worker.ts';
import { batchHandler } from './batch-handler.ts';

/** One request to `handle`; `stop` gives each reason to stop it. */
function atWork(handle: WorkerDefinition<unknown>['handle'], deadlineMs = 60_000, receiveCount = 1) {
  const { publisher, calls } = recordingPublisher();
  const active = createActiveCallbacks();
  const shutdown = new AbortController();
  const started = Promise.withResolvers<void>();
  const worker = defineWorker({
    name: 'test',
    payload: z.unknown(),
    handle: (payload, context) => {
      started.resolve();
      return handle(payload, context);
    },
  });
  const deadline = new Date(Date.now() + deadlineMs).toISOString();
  const message = { id: 'm0', body: requestBody({ deadline }), receiveCount, receivedAt: Date.now() };
  const left = batchHandler(worker, batchPorts({ publisher, active, maxReceives: 3 }))([message], {
    leaseMs: 1_000,
    shutdown: shutdown.signal,
  });
  return { left, calls, started: started.promise, shutdown, cancel: () => active.cancel('orders:abc') };
}

const untilStopped: WorkerDefinition<unknown>['handle'] = (_, { signal }) =>
  setTimeout(30_000, null, { signal });

describe('work that follows its signal', () => {
  it('says nothing when its callback is cancelled, and its message is done', async () => {
    const { left, calls, started, cancel } = atWork(untilStopped);
    await started;
    expect(cancel()).toBe(true);
    expect(await left).toEqual([]);
    expect(calls).toEqual([]);
    expect(cancel()).toBe(false);
  });

  it('says nothing when its deadline passes', async () => {
    const { left, calls } = atWork(untilStopped, 30);
    expect(await left).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('goes back to the queue when the host ends', async () => {
    const { left, calls, started, shutdown } = atWork(untilStopped);
    await started;
    shutdown.abort();
    expect(await left).toEqual(['m0']);
    expect(calls).toEqual([]);
  });
});

it('work that the host interrupts on its last receive fails its task, which would not be answered otherwise', async () => {
  const { left, calls, started, shutdown } = atWork(untilStopped, 60_000, 3);
  await started;
  shutdown.abort();
  expect(await left).toEqual(['m0']);
  expect(calls.flat()).toMatchObject([{ detail: expect.stringContaining('CallbackRelay.WorkGivenUp') }]);
});

describe('work that does not follow its signal', () => {
  it('goes back to the queue when the host ends, for the sake of its neighbours', async () => {
    const { left, started, shutdown } = atWork(() => new Promise(() => {}));
    await started;
    shutdown.abort();
    expect(await left).toEqual(['m0']);
  });

  it('is not answered when its callback was cancelled meanwhile', async () => {
    const work = Promise.withResolvers<null>();
    const { left, calls, started, cancel } = atWork(() => work.promise);
    await started;
    cancel();
    work.resolve(null);
    expect(await left).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('is answered though late, so that the relay can say so', async () => {
    const { left, calls } = atWork(() => setTimeout(60, null), 20);
    expect(await left).toEqual([]);
    expect(calls).toHaveLength(1);
  });
});

it('gives the handler the reason to stop: the first reason holds', async () => {
  const reasons: StopReason[] = [];
  const { left, started, cancel, shutdown } = atWork((_, { signal }) => {
    signal.addEventListener('abort', () => reasons.push(signal.reason.reason));
    return setTimeout(30_000, null, { signal });
  });
  await started;
  cancel();
  shutdown.abort();
  await left;
  expect(reasons).toEqual(['cancelled']);
});
