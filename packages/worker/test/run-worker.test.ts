import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineWorker, type RunWorkerOptions, runWorker, type WorkerDefinition } from '../src/index.ts';
import { recordingLog, requestBody } from './doubles.ts';
import { startWire, type Wire } from './wire.ts';

let wire: Wire;
let queue: string;
let stop: AbortController;
let running: Promise<void> | undefined;

beforeEach(async () => {
  wire = await startWire();
  queue = await wire.queue('requests', { VisibilityTimeout: '1' });
  stop = new AbortController();
  for (const [name, value] of Object.entries(wire.environment)) vi.stubEnv(name, value);
  vi.stubEnv('REQUEST_QUEUE_URL', queue);
});
afterEach(async () => {
  stop.abort();
  await running;
  vi.unstubAllEnvs();
  await wire.close();
});

function run(handle: WorkerDefinition<unknown>['handle'], options: RunWorkerOptions = {}) {
  const worker = defineWorker({ name: 'test', payload: z.unknown(), handle });
  running = runWorker(worker, {
    signal: stop.signal,
    log: recordingLog().log,
    concurrency: 2,
    pollSeconds: 1,
    ...options,
  });
  return running;
}

const request = (at: number) => requestBody({ correlationId: `orders:${at}`, idempotencyKey: `key-${at}` });
const isEmpty = async () => expect(await wire.depth(queue)).toEqual([0, 0]);
const answered = () => wire.accepted.map(({ detail }) => detail.correlationId).sort();

describe('a worker in a process of its own', { timeout: 30_000 }, () => {
  it('answers, and deletes its message', async () => {
    void run(() => ({ done: true }));
    await wire.send(queue, request(1));
    await wire.until(isEmpty);
    expect(wire.accepted).toMatchObject([{ Source: 'test', detail: { output: { done: true } } }]);
  });

  it('works on as many requests at once as its concurrency', async () => {
    let atWork = 0;
    let most = 0;
    void run(async () => {
      most = Math.max(most, ++atWork);
      await setTimeout(30);
      atWork--;
      return null;
    });
    for (let at = 0; at < 6; at++) await wire.send(queue, request(at));
    await wire.until(isEmpty);
    expect(answered()).toHaveLength(6);
    expect(most).toBe(2);
  });

  it('finishes work that is longer than the visibility timeout once, and sends heartbeats meanwhile', async () => {
    const handle = vi.fn(() => setTimeout(4_500, null));
    void run(handle, { visibilitySeconds: 2, heartbeatIntervalMs: 500 });
    await wire.send(queue, request(1));
    await wire.until(isEmpty);
    expect(handle).toHaveBeenCalledTimes(1);
    const types = wire.accepted.map(({ DetailType }) => DetailType);
    expect(types.filter((type) => type === 'Callback Heartbeat').length).toBeGreaterThanOrEqual(3);
    expect(types.filter((type) => type === 'Callback Succeeded')).toHaveLength(1);
    expect(types.at(-1)).toBe('Callback Succeeded');
  });

  it('tries a crashed request again', async () => {
    let crashes = 0;
    void run(
      () => {
        if (crashes++ === 0) throw new Error('no database');
        return null;
      },
      { visibilitySeconds: 1 },
    );
    await wire.send(queue, request(1));
    await wire.until(isEmpty);
    expect(answered()).toEqual(['orders:1']);
  });

  it('is refused without a queue, by the name of the variable', async () => {
    vi.stubEnv('REQUEST_QUEUE_URL', '');
    await expect(
      runWorker(defineWorker({ name: 'x', payload: z.unknown(), handle: () => null })),
    ).rejects.toThrow('REQUEST_QUEUE_URL');
  });
});

describe('asked to stop', { timeout: 30_000 }, () => {
  it('it finishes what is at work, and takes no more', async () => {
    const started = Promise.withResolvers<void>();
    const work = Promise.withResolvers<null>();
    const over = run(() => {
      started.resolve();
      return work.promise;
    });
    await wire.send(queue, request(1));
    await started.promise;
    stop.abort();
    work.resolve(null);
    await over;
    await wire.send(queue, request(2));
    expect(answered()).toEqual(['orders:1']);
    expect(await wire.depth(queue)).toEqual([1, 0]);
  });

  it('it returns to the queue at once what can not be finished in its grace', async () => {
    const started = Promise.withResolvers<void>();
    const over = run(
      (_, { signal }) => {
        started.resolve();
        return setTimeout(60_000, null, { signal });
      },
      { shutdownGraceMs: 50 },
    );
    await wire.send(queue, request(1));
    await started.promise;
    stop.abort();
    await over;
    expect(wire.calls).toEqual([]);
    expect(await wire.depth(queue)).toEqual([1, 0]);
  });

  it('by SIGTERM, it ends though nothing is at work', async () => {
    const before = process.listenerCount('SIGTERM');
    const over = run(() => null);
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    process.emit('SIGTERM');
    await over;
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

describe('a cancellation', { timeout: 30_000 }, () => {
  it('reaches the process that works on the callback, whichever read it first', async () => {
    const cancellations = await wire.queue('cancellations');
    vi.stubEnv('CANCELLATION_QUEUE_URL', cancellations);
    const idle = new AbortController();
    const started = Promise.withResolvers<void>();
    const other = runWorker(defineWorker({ name: 'test', payload: z.unknown(), handle: () => null }), {
      signal: AbortSignal.any([stop.signal, idle.signal]),
      log: recordingLog().log,
      concurrency: 1,
      pollSeconds: 1,
    });
    await wire.send(
      cancellations,
      JSON.stringify({
        id: 'event-1',
        source: 'callback-relay',
        account: '000000000000',
        'detail-type': 'Callback Cancelled',
        detail: {
          version: '1.0',
          correlationId: 'orders:1',
          idempotencyKey: 'key',
          executionStatus: 'ABORTED',
        },
      }),
    );
    await wire.until(async () => expect(await wire.depth(cancellations)).toEqual([0, 1]));
    idle.abort();
    await other;
    void run((_, { signal }) => {
      started.resolve();
      return setTimeout(60_000, null, { signal });
    });
    await wire.send(queue, request(1));
    await started.promise;
    await wire.until(isEmpty, 20_000);
    expect(wire.calls).toEqual([]);
    expect(await wire.depth(cancellations)).toEqual([0, 0]);
  });
});
