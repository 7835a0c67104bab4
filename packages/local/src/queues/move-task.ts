import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import { isFifoName, type Queue } from './queue.ts';
import { invalidParameter } from './queue-error.ts';
import { inRange } from './receive.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';
import type { QueueRegistry } from './registry.ts';

interface MoveTask {
  readonly handle: string;
  readonly source: Queue;
  readonly destination?: Queue;
  readonly perSecond?: number;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason?: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
const MOST_LISTED = 10;

/** SQS's dead-letter queue redrive. Tasks live as long as the process: what is not moved yet stays where it is. */
export function createMoveTasks(clock: Clock, queues: QueueRegistry) {
  const tasks: MoveTask[] = [];
  const timers = new Map<MoveTask, Timer>();

  function step(task: MoveTask): void {
    const most = task.perSecond ?? Number.POSITIVE_INFINITY;
    for (let moved = 0; moved < most && task.status === 'RUNNING'; moved += 1) moveOne(task, queues, clock);
    if (task.status !== 'RUNNING') {
      timers.delete(task);
      return;
    }
    timers.set(
      task,
      clock.setTimer(clock.now() + 1000, () => step(task)),
    );
  }

  return {
    /** @throws AwsError ResourceNotFoundException, InvalidParameterValue, UnsupportedOperation */
    start(input: Record<string, unknown>) {
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
      const perSecond = input.MaxNumberOfMessagesPerSecond;
      if (perSecond !== undefined && (typeof perSecond !== 'number' || perSecond < 1 || perSecond > 500)) {
        throw invalidParameter(
          'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500.',
        );
      }
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
      tasks.unshift(task);
      step(task);
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
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

/** Moves one message, or ends the task: where none is left, and where the next has nowhere to go. */
function moveOne(task: MoveTask, queues: QueueRegistry, clock: Clock): void {
  const message = task.moved < task.toMove ? task.source.first() : undefined;
  if (message === undefined) {
    task.status = 'COMPLETED';
    return;
  }
  const target = queues.byArn(task.destination?.arn ?? message.deadLetteredFrom ?? '');
  if (target === undefined) {
    // What is not moved stays where it is (recorded).
    task.status = 'FAILED';
    task.failureReason = 'AWS.SimpleQueueService.NonExistentQueue';
    return;
  }
  const { receipt: _, deadLetteredFrom: __, firstReceivedAt: ___, ...rest } = message;
  // SQS counts a redriven message as new, with a message ID and an enqueue time of its own.
  const fresh = { ...rest, id: randomUUID(), receiveCount: 0, visibleAt: clock.now(), sentAt: clock.now() };
  // A crash in between must not lose the message: it is in both queues for a moment.
  target.add(fresh);
  task.source.remove(message);
  task.moved += 1;
}

/** The queues whose redrive policy names this one. */
export function sourcesOf(queues: QueueRegistry, target: Queue): Queue[] {
  return queues
    .all()
    .filter(
      (queue) => parseRedrivePolicy(queue.attributes.RedrivePolicy)?.deadLetterTargetArn === target.arn,
    );
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

/** @throws AwsError InvalidParameterValue, ResourceNotFoundException */
function requireDestination(queues: QueueRegistry, input: Record<string, unknown>, source: Queue): Queue {
  const destination = requireQueue(queues, input, 'DestinationArn');
  if (destination === source)
    throw invalidParameter('Source queue arn and destination queue arn can not be the same.');
  if (isFifoName(destination.name) !== isFifoName(source.name))
    throw invalidParameter('The destination must be the same type of queue as the source.');
  return destination;
}

/** @throws AwsError InvalidParameterValue, ResourceNotFoundException */
function requireQueue(
  queues: QueueRegistry,
  input: Record<string, unknown>,
  member: 'SourceArn' | 'DestinationArn',
): Queue {
  const arn = String(input[member]);
  if (!isQueueArn(arn))
    throw invalidParameter(
      `You must use this format to specify the ${member}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  const queue = queues.byArn(arn);
  if (queue !== undefined) return queue;
  throw new AwsError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${member} parameter doesn't exist.`,
    404,
  );
}
