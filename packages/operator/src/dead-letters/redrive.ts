import { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { attempt, OperatorError } from '../operator-error.ts';
import { listQueues } from '../queues/list-queues.ts';
import type { Stage } from '../stage/stage.ts';
import { deadLetterQueue } from './dead-letter-queues.ts';

export interface Redrive {
  readonly queue: string;
  readonly destination: string;
  readonly taskHandle: string;
}

/** Moves the messages of a dead-letter queue back to where they came from. Safe at any time: each is handled again. */
export async function redriveDeadLetters(stage: Stage, queueName: string): Promise<Redrive> {
  const queue = await deadLetterQueue(stage, queueName);
  const source = (await listQueues(stage)).find(({ name }) => name === queue.source);
  if (source === undefined)
    throw new OperatorError(
      'not-found',
      `The queue ${queue.source}, to which a redrive would lead, does not exist.`,
    );
  const { TaskHandle = '' } = await attempt(`redriving ${queue.name}`, () =>
    stage.clients.sqs.send(
      new StartMessageMoveTaskCommand({ SourceArn: queue.arn, DestinationArn: source.arn }),
    ),
  );
  return { queue: queue.name, destination: source.name, taskHandle: TaskHandle };
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
