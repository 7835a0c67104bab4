import { OperatorError } from '../operator-error.ts';
import { listQueues, type QueueDepth } from '../queues/list-queues.ts';
import { isDeadLetterQueue, sourceQueueOf } from '../stage/names.ts';
import type { Stage } from '../stage/stage.ts';

export interface DeadLetterQueue extends QueueDepth {
  /** Where a redrive brings its messages. */
  readonly source: string;
}

export async function listDeadLetterQueues(stage: Stage): Promise<readonly DeadLetterQueue[]> {
  const queues = await listQueues(stage);
  return queues
    .filter(({ name }) => isDeadLetterQueue(name))
    .map((queue) => ({ ...queue, source: sourceQueueOf(queue.name) }));
}

/** @throws OperatorError `not-found` where the stage has no such dead-letter queue */
export async function deadLetterQueue(stage: Stage, name: string): Promise<QueueDepth> {
  return findDeadLetterQueue(await listQueues(stage), name);
}

/** The same, of queues that were listed. */
export function findDeadLetterQueue(queues: readonly QueueDepth[], name: string): QueueDepth {
  const queue = queues.find((each) => each.name === name);
  if (queue !== undefined && isDeadLetterQueue(name)) return queue;
  const known = queues.filter((each) => isDeadLetterQueue(each.name)).map((each) => each.name);
  throw new OperatorError(
    'not-found',
    `No dead-letter queue ${JSON.stringify(name)} in this stage. There are: ${known.join(', ') || 'none'}.`,
  );
}
