import type { Simulator } from '../engine/simulator.ts';
import { type Queue, queue } from './queue.ts';

/** A queue with its dead-letter queue, as every queue has. */
export interface GuardedQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** StartMessageMoveTask from the dead-letter queue; returns how many messages were moved. */
  redrive(): number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Visibility is six times the function's timeout of a minute; the dead letters are kept longer than the queue's. */
export function guardedQueue(simulator: Simulator, name: string, maxReceiveCount = 5): GuardedQueue {
  const deadLetters = queue(simulator, {
    name: `${name}-dlq`,
    visibilityTimeout: 6 * MINUTE,
    retention: 14 * DAY,
  });
  return queueBeside(simulator, name, deadLetters, maxReceiveCount);
}

/** A queue that shares the dead-letter queue of another. */
export function queueBeside(
  simulator: Simulator,
  name: string,
  deadLetters: Queue,
  maxReceiveCount: number,
): GuardedQueue {
  const source = queue(simulator, {
    name,
    visibilityTimeout: 6 * MINUTE,
    retention: 4 * DAY,
    redrive: { deadLetterQueue: deadLetters, maxReceiveCount },
  });
  return { queue: source, deadLetters, redrive: () => deadLetters.moveAllTo(source) };
}
