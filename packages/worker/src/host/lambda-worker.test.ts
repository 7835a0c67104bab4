import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recordingLog, recordingPublisher, refusal, requestBody } from '../../test/doubles.ts';
import { systemClock } from '../clock.ts';
import { defineWorker } from '../request/define-worker.ts';
import { lambdaWorker } from './lambda-worker.ts';

const request = { messageId: 'm', body: requestBody(), attributes: { ApproximateReceiveCount: '1' } };

/** What the host waits for before it publishes a refused result again. Milliseconds. */
async function waitsWith(random: () => number): Promise<number[]> {
  const waits: number[] = [];
  const handler = lambdaWorker(defineWorker({ name: 'test', payload: z.unknown(), handle: () => null }), {
    publisher: recordingPublisher((_, call) => (call <= 2 ? refusal('ThrottlingException', true) : undefined))
      .publisher,
    clock: {
      ...systemClock,
      after: (ms, run) => {
        waits.push(ms);
        return systemClock.after(ms, run);
      },
    },
    random,
    log: recordingLog().log,
    env: {},
  });
  const answer = await handler({ Records: [request] }, { getRemainingTimeInMillis: () => 30_000 });
  expect(answer).toEqual({ batchItemFailures: [] });
  return waits;
}

it('a Lambda host of ports alone waits as long between tries as its randomness says', async () => {
  expect(await waitsWith(() => 0)).toEqual(expect.arrayContaining([50, 100]));
  expect(await waitsWith(() => 1)).toEqual(expect.arrayContaining([100, 200]));
});

describe("a deadline is held against the service's clock", () => {
  const now = Date.now();
  const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

  /** What is published for a task that waits two more minutes, or waited until two minutes ago. */
  async function publishedWith(localMinutes: number, deadline: string, receives = 1) {
    const { publisher, results } = recordingPublisher();
    const { log, lines } = recordingLog();
    const worker = defineWorker({
      name: 'test',
      payload: z.unknown(),
      handle: (_, { signal }) => ({ stopped: signal.aborted }),
    });
    const clock = { ...systemClock, now: () => Date.now() + localMinutes * 60_000 };
    const handler = lambdaWorker(worker, { publisher, clock, log, env: {} });
    const attributes = {
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: String(now),
    };
    const record = { messageId: 'm', body: requestBody({ deadline }), attributes };
    const answer = await handler({ Records: [record] }, { getRemainingTimeInMillis: () => 30_000 });
    expect(answer).toEqual({ batchItemFailures: [] });
    return { outputs: results().map(({ output }) => output), lines };
  }

  it('by a function whose clock is five minutes ahead: the work is done', async () => {
    expect((await publishedWith(5, inMinutes(2))).outputs).toEqual([{ stopped: false }]);
  });

  it('by a function whose clock is five minutes behind: a request past its deadline is not worked on', async () => {
    const { outputs, lines } = await publishedWith(-5, inMinutes(-2));
    expect(outputs).toEqual([]);
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'request past its deadline, not worked on', level: 'warn' }),
    );
  });

  it('which on later receives only the local clock can tell', async () => {
    expect((await publishedWith(0, inMinutes(2), 2)).outputs).toEqual([{ stopped: false }]);
    expect((await publishedWith(0, inMinutes(-2), 2)).outputs).toEqual([]);
  });
});
