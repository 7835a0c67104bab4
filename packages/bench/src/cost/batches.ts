import { names } from '../app/names.ts';
import type { RunningApp } from '../running-app.ts';

export type Path = 'decoupled' | 'direct';

/** One callback after the other: every batch is of one. */
export async function runSingly(app: RunningApp, path: Path, callbacks: number): Promise<void> {
  for (let run = 0; run < callbacks; run++) await (await app.start(names[path], { workMs: 0 })).ended;
  await app.local.idle();
}

/** All callbacks at once, held back before each function until all are there: every batch is full. */
export async function runInFullBatches(app: RunningApp, path: Path, callbacks: number): Promise<void> {
  const { local } = app;
  const consumers = path === 'direct' ? [names.directWorker] : [names.workerFunction, names.relay];
  for (const consumer of consumers) await local.setMappingEnabled(consumer, false);
  const started = await startAll(app, names[path], callbacks);
  const ended = Promise.all(started.map((execution) => execution.ended));
  for (const consumer of consumers) {
    await local.idle();
    await local.setMappingEnabled(consumer, true);
  }
  await ended;
  await local.idle();
}

const AT_A_TIME = 25;

/** Starts executions of one state machine, some at a time, as clients would. */
export async function startAll(app: RunningApp, stateMachine: string, count: number) {
  const started: Awaited<ReturnType<RunningApp['start']>>[] = [];
  while (started.length < count) {
    const some = Math.min(AT_A_TIME, count - started.length);
    const input = { workMs: 0 };
    started.push(...(await Promise.all(Array.from({ length: some }, () => app.start(stateMachine, input)))));
  }
  return started;
}
