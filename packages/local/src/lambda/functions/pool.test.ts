import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../foundation/clock.ts';
import type { LocalFunction } from './function.ts';
import type { Instance } from './instance.ts';
import { createPool } from './pool.ts';

test('an invocation that comes in the turn in which it is stopped starts no instance', async () => {
  let started = 0;
  const pool = createPool({ name: 'worker', runtime: 'nodejs24.x' } as LocalFunction, {
    clock: systemClock,
    start(): Instance {
      started += 1;
      const run = () => Promise.reject(new Error('Nothing is to run.'));
      return { usable: true, run, load: () => 0, stop: async () => {} };
    },
  });
  const call = { requestId: 'id', payload: '{}', invokedFunctionArn: 'arn', isCrashed: false };
  void pool.run({ ...call, traceHeader: undefined, clientContext: undefined });
  await pool.stop();
  await nextTurn();
  expect(started).toBe(0);
});
