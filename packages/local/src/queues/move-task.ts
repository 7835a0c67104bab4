import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import { errorMessage } from '../foundation/error-message.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import { isSliceOver, nextTurn } from '../foundation/steps.ts';
import type { Message } from './message.ts';
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

/**
 * Moves messages until so many of the task's are moved, or it ends: where none is left, and where the next has nowhere to
 * go. Whether it only stopped because its slice is over.
 */
function moveSome(task: MoveTask, most: number, queues: QueueRegistry, clock: Clock): boolean {
  if (queues.byArn(task.source.arn) !== task.source) fail(task, NON_EXISTENT_QUEUE);
  for (const message of task.source.visible()) {
    if (task.status !== 'RUNNING' || task.moved >= most) return false;
    moveOne(task, message, queues, clock);
    if (isSliceOver()) return true;
  }
  if (task.status === 'RUNNING' && task.moved < most) task.status = 'COMPLETED';
  return false;
}

function moveOne(task: MoveTask, message: Message, queues: QueueRegistry, clock: Clock): void {
  const target = queues.byArn(task.destination?.arn ?? message.deadLetteredFrom ?? '');
  if (target === undefined) {
    // What is not moved stays where it is (recorded).
    fail(task, NON_EXISTENT_QUEUE);
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

const NON_EXISTENT_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';

function fail(task: MoveTask, reason: string): void {
  task.status = 'FAILED';
  task.failureReason = reason;
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

/** @throws AwsError InvalidParameterValue */
function rateIn({ MaxNumberOfMessagesPerSecond: rate }: Record<string, unknown>): number | undefined {
  if (rate === undefined || (typeof rate === 'number' && rate >= 1 && rate <= 500)) return rate;
  throw invalidParameter(
    'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500.',
  );
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
