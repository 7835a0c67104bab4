import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures.ts';

/** Measures the figures in a thread of their own, because they take as long as a thousand seeds. @throws what the thread throws */
export async function figuresInThread(minutes: number | undefined): Promise<Figures> {
  const thread = new Worker(new URL('./figures.thread.ts', import.meta.url), { workerData: { minutes } });
  const [found] = await once(thread, 'message');
  return found;
}
