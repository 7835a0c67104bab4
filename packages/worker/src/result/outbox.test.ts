import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordingLog, recordingPublisher, refusal, resultEntry } from '../../test/doubles.ts';
import { systemClock } from '../clock.ts';
import { createOutbox } from './outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function outboxWith(...args: Parameters<typeof recordingPublisher>) {
  const { publisher, calls } = recordingPublisher(...args);
  const { log, lines } = recordingLog();
  return { calls, lines, outbox: createOutbox({ publisher, clock: systemClock, random: () => 0, log }) };
}

const result = (at: number) => resultEntry({ correlationId: `orders:${at}` });
const heartbeat = (at: number, detail: string) =>
  resultEntry({ correlationId: `orders:${at}`, detailType: 'Callback Heartbeat', detail });

describe('results', () => {
  it('that come together share a call', async () => {
    const { outbox, calls } = outboxWith();
    const sent = Promise.all([outbox.send(result(1)), outbox.send(result(2))]);
    await vi.advanceTimersByTimeAsync(5);
    await sent;
    expect(calls).toHaveLength(1);
  });

  it('go at once when ten are gathered, or when nothing more is expected', async () => {
    const { outbox, calls } = outboxWith();
    const ten = Promise.all(Array.from({ length: 10 }, (_, at) => outbox.send(result(at))));
    await ten;
    const one = outbox.send(result(11));
    outbox.flush();
    await one;
    expect(calls.map((call) => call.length)).toEqual([10, 1]);
  });

  it('wait for company for 25 ms at most, however steadily others come', async () => {
    const { outbox, calls } = outboxWith();
    for (let at = 0; at < 9; at++) {
      void outbox.send(result(at));
      await vi.advanceTimersByTimeAsync(4);
    }
    expect(calls[0]?.length).toBe(7);
  });

  it('that EventBridge refuses reject alone', async () => {
    const { outbox } = outboxWith((entry) =>
      entry.correlationId === 'orders:1' ? refusal('MalformedDetail', false) : undefined,
    );
    const settled = Promise.allSettled([outbox.send(result(1)), outbox.send(result(2))]);
    await vi.runAllTimersAsync();
    expect(await settled).toMatchObject([
      { status: 'rejected', reason: { code: 'publish-failed' } },
      { status: 'fulfilled' },
    ]);
  });

  it('reject when the publisher throws', async () => {
    const { outbox } = outboxWith(() => {
      throw new Error('the process is dying');
    });
    const sent = outbox.send(result(1));
    outbox.flush();
    await expect(sent).rejects.toMatchObject({ code: 'publish-failed' });
  });
});

describe('heartbeats', () => {
  it('go in the next tick, the newest of each callback only', async () => {
    const { outbox, calls } = outboxWith();
    outbox.sendHeartbeat(heartbeat(1, '"a"'));
    outbox.sendHeartbeat(heartbeat(1, '"b"'));
    outbox.sendHeartbeat(heartbeat(2, '"c"'));
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map((call) => call.map(({ detail }) => detail))).toEqual([['"b"', '"c"']]);
  });

  it('do not go beside the result of their callback', async () => {
    const { outbox, calls } = outboxWith();
    outbox.sendHeartbeat(heartbeat(1, '"a"'));
    void outbox.send(result(1));
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.flat().map(({ detailType }) => detailType)).toEqual(['Callback Succeeded']);
  });

  it('that are refused are logged and do no harm', async () => {
    const { outbox, lines } = outboxWith(() => refusal('MalformedDetail', false));
    outbox.sendHeartbeat(heartbeat(1, '"a"'));
    await vi.runAllTimersAsync();
    expect(lines).toMatchObject([{ level: 'warn', correlationId: 'orders:1', code: 'publish-failed' }]);
  });
});
