import { parentPort } from 'node:worker_threads';
import { bothExplored, type Explored, exploreOne, nothingExplored } from './explore.ts';
import type { Schedule } from './schedule.ts';
import { sharedStates } from './shared-states.ts';
import { smallScenarioOf } from './small-scenarios.ts';

/** A thread that explores a scenario from the paths that it is sent, for a while, and gives back those that are left. */

export interface Share {
  readonly scenario: string;
  /** Of `SharedStates`. */
  readonly memory: SharedArrayBuffer;
  readonly paths: readonly Schedule[];
}

export interface Report {
  readonly explored: Explored;
  readonly left: readonly Schedule[];
}

/** Milliseconds: short enough that no other thread waits long for a share, and long beside a message. */
const SLICE = 200;

// Errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

parentPort?.on('message', async ({ scenario, memory, paths }: Share) => {
  const small = smallScenarioOf(scenario);
  const { isNew } = sharedStates(memory);
  const until = performance.now() + SLICE;
  const left = [...paths];
  let explored = nothingExplored(small);
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const { shown, branches } = await exploreOne(small, path, isNew);
    explored = bothExplored(explored, shown);
    left.push(...branches);
    if (performance.now() > until) break;
  }
  parentPort?.postMessage({ explored, left } satisfies Report);
});
