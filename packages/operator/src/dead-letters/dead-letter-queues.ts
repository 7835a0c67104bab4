import { OperatorError } from '../operator-error.ts';
import { listQueues, type QueueDepth } from '../queues/list-queues.ts';
import { deadLettersOf, isDeadLetterQueue, requestQueueOf, sourceQueueOf } from '../stage/names.ts';
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

/**
 * A dead-letter queue by its name, or by that of the queue behind it, or of the worker whose requests it takes; `results` is
 * the relay's. @throws OperatorError `not-found` where the stage has no such one
 */
export async function deadLetterQueue(stage: Stage, name: string): Promise<DeadLetterQueue> {
  const queues = await listDeadLetterQueues(stage);
  const { prefix } = stage.names;
  const meant = [
    name,
    deadLettersOf(name),
    deadLettersOf(`${prefix}-${name}`),
    deadLettersOf(requestQueueOf(stage.names, name)),
  ];
  const queue = queues.find((each) => meant.includes(each.name));
  if (queue !== undefined) return queue;
  const known = queues.map((each) => each.name).join(', ') || 'none';
  throw new OperatorError(
    'not-found',
    `No dead-letter queue ${JSON.stringify(name)} in this stage. There are: ${known}.`,
  );
}
