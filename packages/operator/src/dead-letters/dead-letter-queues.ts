import { OperatorError } from '../operator-error.ts';
import { listQueues, type QueueDepth } from '../queues/list-queues.ts';
import type { Stage } from '../stage/stage.ts';

export interface DeadLetterQueue extends QueueDepth {
  /** Where a redrive brings its messages. */
  readonly source: string;
}

export async function listDeadLetterQueues(stage: Stage): Promise<readonly DeadLetterQueue[]> {
  const queues = await listQueues(stage);
  return queues.flatMap((queue) => {
    const named = stage.names.queueNamed(queue.name);
    return named?.isDeadLetters ? [{ ...queue, source: named.queue }] : [];
  });
}

/**
 * A dead-letter queue by its name, or by that of the queue behind it, or of the worker whose requests it takes; `results` is
 * the relay's. @throws OperatorError `not-found` where the stage has no such one
 */
export async function deadLetterQueue(stage: Stage, name: string): Promise<DeadLetterQueue> {
  const queues = await listDeadLetterQueues(stage);
  const { names } = stage;
  const meant = [
    name,
    names.queueNamed(name)?.deadLetters,
    name === 'results' ? names.relayQueue.deadLetters : names.requestQueue(name).deadLetters,
  ];
  const queue = queues.find((each) => meant.includes(each.name));
  if (queue !== undefined) return queue;
  const known = queues.map((each) => each.name).join(', ') || 'none';
  throw new OperatorError(
    'not-found',
    `No dead-letter queue ${JSON.stringify(name)} in this stage. There are: ${known}.`,
  );
}
