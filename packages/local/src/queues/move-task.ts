import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import { errorMessage } from '../foundation/error-message.ts';
import { nextTurn } from '../foundation/steps.ts';
import { sourcesOf } from './dead-letter-sources.ts';
import { fail, type MoveTask, moveSome } from './move-messages.ts';
import { rateIn, requireDestination, requireQueue } from './move-task-input.ts';
import { invalidParameter } from './queue-error.ts';
import { inRange } from './receive.ts';
import type { QueueRegistry } from './registry.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
const MOST_LISTED = 10;

/** SQS's dead-letter queue redrive. Tasks live as long as the process: what is not moved yet stays where it is. */
export function createMoveTasks(clock: Clock, queues: QueueRegistry) {
  const tasks: MoveTask[] = [];
  const timers = new Map<MoveTask, Timer>();
  let stopped = false;

  /** Moves what a second allows, in slices of the event loop's turns. */
  async function step(task: MoveTask): Promise<void> {
    const most = Math.min(task.toMove, task.moved + (task.perSecond ?? Number.POSITIVE_INFINITY));
    try {
      while (!stopped && moveSome(task, most, queues, clock)) await nextTurn();
    } catch (error) {
      // A disk that is full, for one: what is not moved stays where it is.
      fail(task, errorMessage(error));
    }
    if (stopped || task.status !== 'RUNNING') return;
    if (task.moved >= task.toMove) task.status = 'COMPLETED';
    else
      timers.set(
        task,
        clock.setTimer(clock.now() + 1000, () => void goOn(task)),
      );
  }

  async function goOn(task: MoveTask): Promise<void> {
    timers.delete(task);
    await step(task);
  }

  /** Of a source's tasks, those that ListMessageMoveTasks may give. */
  function keep(task: MoveTask): void {
    tasks.unshift(task);
    const oldest = tasks.filter(({ source }) => source === task.source)[MOST_LISTED];
    if (oldest !== undefined) tasks.splice(tasks.indexOf(oldest), 1);
  }

  return {
    /**
     * Resolves once everything is moved, or all that the first second allows.
     * @throws AwsError ResourceNotFoundException, InvalidParameterValue, UnsupportedOperation
     */
    async start(input: Record<string, unknown>) {
      const source = requireQueue(queues, input, 'SourceArn');
      if (sourcesOf(queues, source).length === 0) {
        throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
      }
      if (tasks.some((task) => task.source === source && task.status === 'RUNNING')) {
        throw new AwsError(
          'UnsupportedOperation',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const perSecond = rateIn(input);
      const task: MoveTask = {
        handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString(
          'base64',
        ),
        source,
        ...(input.DestinationArn !== undefined && {
          destination: requireDestination(queues, input, source),
        }),
        ...(perSecond !== undefined && { perSecond }),
        startedAt: clock.now(),
        toMove: source.counts().visible,
        moved: 0,
        status: 'RUNNING',
      };
      keep(task);
      await step(task);
      return { TaskHandle: task.handle };
    },
    list(input: Record<string, unknown>) {
      const source = requireQueue(queues, input, 'SourceArn');
      const most = inRange(input.MaxResults ?? 1, 'MaxResults', 1, MOST_LISTED);
      return {
        Results: tasks
          .filter((task) => task.source === source)
          .slice(0, most)
          .map(show),
      };
    },
    cancel(input: Record<string, unknown>) {
      const task = tasks.find((candidate) => candidate.handle === input.TaskHandle);
      if (task?.status !== 'RUNNING') {
        throw new AwsError('ResourceNotFoundException', 'Task does not exist.', 404);
      }
      timers.get(task)?.cancel();
      timers.delete(task);
      task.status = 'CANCELLED';
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

function show(task: MoveTask): object {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
    Status: task.status,
    ...(task.failureReason && { FailureReason: task.failureReason }),
    SourceArn: task.source.arn,
    ...(task.destination && { DestinationArn: task.destination.arn }),
    ...(task.perSecond && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.startedAt,
  };
}
