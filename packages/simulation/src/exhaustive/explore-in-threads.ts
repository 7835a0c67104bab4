import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Report, Share } from './explore.thread.ts';
import { bothExplored, type Explored, nothingExplored } from './explore.ts';
import type { Schedule } from './schedule.ts';
import { sharedStates } from './shared-states.ts';
import { smallScenarioOf } from './small-scenarios.ts';

export interface InThreadsOptions {
  /** Hears now and then of the scenario that is being explored. */
  readonly onProgress: (soFar: Explored) => void;
  /** Hears of each scenario once, when it is done. `seconds` it took. */
  readonly onDone: (explored: Explored, seconds: number) => void;
}

/** What a schedule makes is garbage when it ends: in a young generation that holds some, little of it is ever copied. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 };

/** Explores scenarios one after the other, each on every core. */
export async function exploreInThreads(
  names: readonly string[],
  { onProgress, onDone }: InThreadsOptions,
): Promise<void> {
  const threads = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./explore.thread.ts', import.meta.url), { resourceLimits }),
  );
  try {
    for (const name of names) {
      const startedAt = performance.now();
      const explored = await exploreByAll(threads, name, onProgress);
      onDone(explored, (performance.now() - startedAt) / 1_000);
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

async function exploreByAll(
  threads: readonly Worker[],
  scenario: string,
  onProgress: (soFar: Explored) => void,
): Promise<Explored> {
  const { memory } = sharedStates();
  const idle = [...threads];
  let left: Schedule[] = [[]];
  let explored = nothingExplored(smallScenarioOf(scenario));
  const working = new Map<Worker, Promise<Worker>>();
  const give = (thread: Worker) => {
    // The first paths are the shortest, and lead to the most.
    const paths = left.splice(0, Math.ceil(left.length / (idle.length + 1)));
    const done = work(thread, { scenario, memory, paths }).then((report) => {
      left = [...report.left, ...left];
      explored = bothExplored(explored, report.explored);
      return thread;
    });
    working.set(thread, done);
  };
  while (left.length > 0 || working.size > 0) {
    while (left.length > 0 && idle.length > 0) give(idle.pop() as Worker);
    const free = await Promise.race(working.values());
    working.delete(free);
    idle.push(free);
    onProgress(explored);
  }
  return explored;
}

function work(thread: Worker, share: Share): Promise<Report> {
  return new Promise((resolve, reject) => {
    thread.once('message', (report: Report) => {
      thread.off('error', reject);
      resolve(report);
    });
    thread.once('error', reject);
    thread.postMessage(share);
  });
}
