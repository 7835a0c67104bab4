import type { DeployedQueue } from '../deployment/deployed-configuration.ts';
import type { Simulator } from '../engine/simulator.ts';
import { type Queue, queue } from './queue.ts';

/** A queue with its dead-letter queue, as every queue has. */
export interface QueueWithDeadLetters {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** StartMessageMoveTask from the dead-letter queue; returns how many messages were moved. */
  redrive(): number;
}

const SECOND = 1_000;

/** What a queue is deployed with: see `DeployedQueue`. */
export type QueueConfiguration = Pick<
  DeployedQueue,
  'visibilitySeconds' | 'retentionSeconds' | 'maxReceiveCount'
>;

export function queueWithDeadLetters(
  simulator: Simulator,
  name: string,
  configuration: QueueConfiguration,
  deadLetterSeconds: number,
): QueueWithDeadLetters {
  const deadLetters = queue(simulator, {
    name: `${name}-dlq`,
    visibilityTimeout: configuration.visibilitySeconds * SECOND,
    retention: deadLetterSeconds * SECOND,
  });
  return queueBeside(simulator, name, deadLetters, configuration);
}

/** A queue that shares the dead-letter queue of another. */
export function queueBeside(
  simulator: Simulator,
  name: string,
  deadLetters: Queue,
  { visibilitySeconds, retentionSeconds, maxReceiveCount }: QueueConfiguration,
): QueueWithDeadLetters {
  const source = queue(simulator, {
    name,
    visibilityTimeout: visibilitySeconds * SECOND,
    retention: retentionSeconds * SECOND,
    redrive: { deadLetterQueue: deadLetters, maxReceiveCount },
  });
  return { queue: source, deadLetters, redrive: () => deadLetters.moveAllTo(source) };
}
