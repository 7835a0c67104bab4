import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { KeptMoveTask, MoveTask } from './move-task.ts';
import type { Queue } from './queue.ts';
import type { QueueRegistry } from './registry.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const MOST_LISTED = 10;

/** The move tasks that can be listed, which outlive the process. */
export interface KeptMoveTasks {
  /** Takes up those of an earlier process: to be called when the queues are there. Gives those that were running. */
  restore(): MoveTask[];
  add(task: MoveTask): void;
  /** Keeps how far a task is: in the turn of the event loop that moved messages, so that a kill can't part the two. */
  update(task: MoveTask): void;
  /** The latest first. */
  of(source: Queue): MoveTask[];
  find(handle: unknown): MoveTask | undefined;
  /** Forgets those whose source is gone: the queue that takes its name has none of them. */
  forgetGone(): void;
}

export function createKeptMoveTasks(store: KeyValueStore, queues: QueueRegistry): KeptMoveTasks {
  const collection = store.collection<KeptMoveTask>('move tasks');
  /** By their handles, the oldest first. */
  const tasks = new Map<string, MoveTask>();
  const of = (source: Queue) => [...tasks.values()].filter((task) => task.source === source).reverse();

  function forget(handle: string): void {
    collection.remove(handle);
    tasks.delete(handle);
  }

  function put({ source, ...task }: MoveTask): void {
    collection.put(task.handle, { ...task, sourceArn: source.arn });
  }

  return {
    restore() {
      for (const [handle, { sourceArn, ...task }] of [...collection.entries()]) {
        const source = queues.byArn(sourceArn);
        if (source === undefined) collection.remove(handle);
        else tasks.set(handle, { ...task, source });
      }
      return [...tasks.values()].filter(({ status }) => status === 'RUNNING');
    },
    add(task) {
      put(task);
      tasks.set(task.handle, task);
      const oldest = of(task.source)[MOST_LISTED];
      if (oldest !== undefined) forget(oldest.handle);
    },
    update(task) {
      // One that is forgotten may still be on its way.
      if (tasks.has(task.handle)) put(task);
    },
    of,
    find: (handle) => tasks.get(String(handle)),
    forgetGone() {
      for (const { handle, source } of tasks.values())
        if (queues.byArn(source.arn) !== source) forget(handle);
    },
  };
}
