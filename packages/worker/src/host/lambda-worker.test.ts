import { expect, it } from 'vitest';
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
