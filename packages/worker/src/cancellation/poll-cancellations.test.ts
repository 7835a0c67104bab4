import { describe, expect, it, vi } from 'vitest';
import { recordingLog } from '../../test/doubles.ts';
import { pause, systemClock } from '../clock.ts';
import { createActiveCallbacks } from './active-callbacks.ts';
import type { CancellationMessage } from './cancellation-queue.ts';
import { pollCancellations } from './poll-cancellations.ts';

const notice = (correlationId: string, envelope: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: 'event-1',
    source: 'callback-relay',
    account: '000000000000',
    'detail-type': 'Callback Cancelled',
    detail: { version: '1.0', correlationId, idempotencyKey: 'key', executionStatus: 'ABORTED' },
    ...envelope,
  });

/** Polls a queue that has these bodies, sent `ageMs` ago, and gives what became of them. */
async function pollOnce(bodies: readonly string[], ageMs = 0, active = createActiveCallbacks()) {
  const stop = new AbortController();
  const deleted: string[] = [];
  const changeVisibility: [string, number][] = [];
  let polls = 0;
  const queue = {
    receive: async (): Promise<CancellationMessage[]> => {
      if (++polls > 1) {
        stop.abort();
        throw new Error('aborted');
      }
      return bodies.map((body, at) => ({ body, receiptHandle: `r${at}`, sentAt: Date.now() - ageMs }));
    },
    delete: async (handle: string) => void deleted.push(handle),
    changeVisibility: async (handle: string, seconds: number) =>
      void changeVisibility.push([handle, seconds]),
  };
  await pollCancellations({ queue, active, clock: systemClock, log: recordingLog().log }, stop.signal);
  return { deleted, changeVisibility };
}

describe('a notice', () => {
  it('for a callback at work here reaches it, and is used up', async () => {
    const active = createActiveCallbacks();
    const cancelled = vi.fn();
    active.watch('orders:1', cancelled);
    expect(await pollOnce([notice('orders:1')], 0, active)).toEqual({
      deleted: ['r0'],
      changeVisibility: [],
    });
    expect(cancelled).toHaveBeenCalledTimes(1);
  });

  it('for a callback elsewhere returns to the queue for others, soon at first, and for a minute', async () => {
    expect(await pollOnce([notice('orders:1')])).toEqual({ deleted: [], changeVisibility: [['r0', 1]] });
    expect(await pollOnce([notice('orders:1')], 30_000)).toEqual({
      deleted: [],
      changeVisibility: [['r0', 5]],
    });
    expect(await pollOnce([notice('orders:1')], 61_000)).toEqual({ deleted: ['r0'], changeVisibility: [] });
  });

  it.each([
    ['no JSON', 'no JSON'],
    ['of another source', notice('orders:1', { source: 'forger' })],
    ['of another type', notice('orders:1', { 'detail-type': 'Callback Verdict' })],
    ['without a correlation ID', notice('orders:1', { detail: { version: '1.0' } })],
  ])('that is %s is dropped and cancels nothing', async (_, body) => {
    const active = createActiveCallbacks();
    const cancelled = vi.fn();
    active.watch('orders:1', cancelled);
    expect(await pollOnce([body], 0, active)).toEqual({ deleted: ['r0'], changeVisibility: [] });
    expect(cancelled).not.toHaveBeenCalled();
  });
});

it('a notice for no callback here is received some 20 times, and then dropped', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const sentAt = Date.now();
  let visibleIn = 0;
  let receives = 0;
  const queue = {
    receive: async () => {
      await pause(systemClock, visibleIn * 1_000);
      receives++;
      return [{ body: notice('orders:1'), receiptHandle: 'r', sentAt }];
    },
    delete: async () => stop.abort(),
    changeVisibility: async (_: string, seconds: number) => {
      visibleIn = seconds;
    },
  };
  const following = pollCancellations(
    { queue, active: createActiveCallbacks(), clock: systemClock, log: recordingLog().log },
    stop.signal,
  );
  await vi.runAllTimersAsync();
  await following;
  vi.useRealTimers();
  expect(receives).toBeGreaterThan(15);
  expect(receives).toBeLessThan(25);
});

it('goes on after the queue was out of reach', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const { log, lines } = recordingLog();
  let polls = 0;
  const queue = {
    receive: async () => {
      if (++polls === 2) stop.abort();
      throw new Error('no network');
    },
    delete: async () => {},
    changeVisibility: async () => {},
  };
  const following = pollCancellations(
    { queue, active: createActiveCallbacks(), clock: systemClock, log },
    stop.signal,
  );
  await vi.runAllTimersAsync();
  await following;
  vi.useRealTimers();
  expect(polls).toBe(2);
  expect(lines).toMatchObject([{ level: 'warn', reason: 'Error: no network' }]);
});
