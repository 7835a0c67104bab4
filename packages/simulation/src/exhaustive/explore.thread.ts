import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { type Explored, explore } from './explore.ts';
import { smallScenarioOf } from './small-scenarios.ts';

/** A thread that explores the scenario whose name it is sent, and says now and then how far it is. */

/** What the thread says: an `Explored`, and whether it is the last word on its scenario. */
export interface Report {
  readonly explored: Explored;
  readonly isDone: boolean;
}

const REPORT_EVERY = 100;

// Errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

parentPort?.on('message', async (message: unknown) => {
  let played = 0;
  const explored = await explore(smallScenarioOf(z.string().parse(message)), {
    onProgress(soFar) {
      played += 1;
      if (played % REPORT_EVERY === 0) say({ explored: soFar, isDone: false });
    },
  });
  say({ explored, isDone: true });
});

function say(report: Report): void {
  parentPort?.postMessage(report);
}
