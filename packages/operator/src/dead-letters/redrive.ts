import { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { attempt, OperatorError } from '../operator-error.ts';
import { listQueues } from '../queues/list-queues.ts';
import { sourceQueueOf } from '../stage/names.ts';
import type { Stage } from '../stage/stage.ts';
import { deadLetterQueue, findDeadLetterQueue } from './dead-letter-queues.ts';

export interface Redrive {
  readonly queue: string;
  readonly destination: string;
  readonly taskHandle: string;
}

/** Moves the messages of a dead-letter queue back to where they came from. Safe at any time: each is judged anew. */
export async function redriveDeadLetters(stage: Stage, queueName: string): Promise<Redrive> {
  const queues = await listQueues(stage);
  const queue = findDeadLetterQueue(queues, queueName);
  const source = queues.find(({ name }) => name === sourceQueueOf(queueName));
  if (source === undefined)
    throw new OperatorError(
      'not-found',
      `The queue ${sourceQueueOf(queueName)}, to which a redrive would lead, does not exist.`,
    );
  const { TaskHandle = '' } = await attempt(`redriving ${queueName}`, () =>
    stage.clients.sqs.send(
      new StartMessageMoveTaskCommand({ SourceArn: queue.arn, DestinationArn: source.arn }),
    ),
  );
  return { queue: queueName, destination: source.name, taskHandle: TaskHandle };
}

export interface RedriveStatus {
  readonly status: string;
  readonly moved: number;
  readonly toMove?: number;
  readonly failure?: string;
}

export async function redriveStatus(stage: Stage, queueName: string): Promise<RedriveStatus | undefined> {
  const queue = await deadLetterQueue(stage, queueName);
  const { Results: [task] = [] } = await attempt(`asking for the redrive of ${queueName}`, () =>
    stage.clients.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: queue.arn })),
  );
  if (task === undefined) return undefined;
  return {
    status: task.Status ?? 'UNKNOWN',
    moved: task.ApproximateNumberOfMessagesMoved ?? 0,
    ...(task.ApproximateNumberOfMessagesToMove !== undefined && {
      toMove: task.ApproximateNumberOfMessagesToMove,
    }),
    ...(task.FailureReason !== undefined && { failure: task.FailureReason }),
  };
}
