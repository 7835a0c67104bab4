import { setTimeout } from 'node:timers/promises';
import { defineWorker, Failure } from '@callback-relay/worker';
import * as z from 'zod';

export interface EvenOddPorts {
  /** Milliseconds of work; read when the work starts. */
  readonly workMs: () => number;
  readonly newId: () => string;
}

/** The worker of the 2019 article: two seconds of work, then a UUID for an even number and a failure for an odd one. */
export function evenOddWorker({ workMs, newId }: EvenOddPorts) {
  return defineWorker({
    name: 'even-odd',
    payload: z.object({ number: z.int() }),
    handle: async ({ number }, { signal }) => {
      await setTimeout(workMs(), undefined, { signal });
      if (number % 2 !== 0) throw new Failure('UnevenNumberError', 'The input number was uneven.');
      return { success: true, result: newId() };
    },
  });
}
