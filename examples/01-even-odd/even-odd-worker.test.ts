import { Failure, type HandlerContext } from '@callback-relay/worker';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { evenOddWorker } from './even-odd-worker.ts';
import { workMs } from './work-ms.ts';

const worker = evenOddWorker({ workMs: () => 5, newId: () => 'id-1' });

function contextWith(signal: AbortSignal): HandlerContext {
  return {
    correlationId: 'demo:1',
    idempotencyKey: 'execution/state',
    eventBus: 'callback-bus',
    deadline: new Date(Date.now() + 60_000),
    signal,
    progress: () => {},
    failure: (error, cause) => new Failure(error, cause),
  };
}

const context = contextWith(new AbortController().signal);

describe('the even/odd worker', () => {
  it.each([[12], [0], [-4]])('succeeds for %i', async (number) => {
    expect(await worker.handle({ number }, context)).toEqual({ success: true, result: 'id-1' });
  });

  it.each([[7], [-3]])('fails for %i', async (number) => {
    const failed = worker.handle({ number }, context);
    await expect(failed).rejects.toBeInstanceOf(Failure);
    await expect(failed).rejects.toMatchObject({
      error: 'UnevenNumberError',
      cause: 'The input number was uneven.',
    });
  });

  it.each([[{}], [{ number: '12' }], [{ number: 1.5 }], [null]])('takes no %j', (payload) => {
    expect(z.safeParse(worker.payload, payload).success).toBe(false);
  });

  it('stops working when it is asked to', async () => {
    const slow = evenOddWorker({ workMs: () => 60_000, newId: () => 'id-1' });
    const stop = new AbortController();
    const working = slow.handle({ number: 12 }, contextWith(stop.signal));
    stop.abort();
    await expect(working).rejects.toThrow();
  });
});

describe('the length of its work', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('is two seconds, or WORK_MS as it is when the work starts', () => {
    vi.stubEnv('WORK_MS', '');
    expect(workMs()).toBe(2_000);
    vi.stubEnv('WORK_MS', '0');
    expect(workMs()).toBe(0);
    vi.stubEnv('WORK_MS', 'long');
    expect(workMs).toThrow('WORK_MS');
  });
});
