import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import { errorMessage } from '../foundation/error-message.ts';
import { nextTurn } from '../foundation/steps.ts';
import { sourcesOf } from './dead-letter-sources.ts';
import { createKeptMoveTasks, MOST_LISTED } from './kept-move-tasks.ts';
import { fail, moveSome } from './move-messages.ts';
import type { MoveTask } from './move-task.ts';
import { rateIn, requireDestination, requireQueue } from './move-task-input.ts';
import { invalidParameter } from './queue-error.ts';
import { inRange } from './receive.ts';
import type { QueueRegistry } from './registry.ts';
import { mintTaskHandle, sourceOfHandle } from './task-handle.ts';

/** SQS's dead-letter queue redrive. A task that runs when the process ends goes on in the next one. */
export function createMoveTasks(clock: Clock, store: KeyValueStore, queues: QueueRegistry) {
  const tasks = createKeptMoveTasks(store, queues);
  const timers = new Map<MoveTask, Timer>();
  let stopped = false;

  /** Moves what a second allows, in slices of the event loop's turns. */
  async function step(task: MoveTask): Promise<void> {
    const most = Math.min(task.toMove, task.moved + (task.perSecond ?? Number.POSITIVE_INFINITY));
    try {
      while (!stopped && moveSlice(task, most)) await nextTurn();
    } catch (error) {
      // A disk that is full, for one: what is not moved stays where it is.
      fail(task, errorMessage(error));
      keepFailure(task);
    }
    if (stopped || task.status !== 'RUNNING') return;
    timers.set(
      task,
      clock.setTimer(clock.now() + 1000, () => void goOn(task)),
    );
  }

  async function goOn(task: MoveTask): Promise<void> {
    timers.delete(task);
    await step(task);
  }

  /** Whether more is to be moved in this second. */
  function moveSlice(task: MoveTask, most: number): boolean {
    const isMore = moveSome(task, most, queues, clock);
    if (task.status === 'RUNNING' && task.moved >= task.toMove) task.status = 'COMPLETED';
    tasks.update(task);
    return isMore && task.status === 'RUNNING';
  }

  function keepFailure(task: MoveTask): void {
    try {
      tasks.update(task);
    } catch {
      // Then it is tried again at the next start.
    }
  }

  return {
    /** Goes on with what ran when the process before ended: to be called when the queues are there. */
    resume() {
      for (const task of tasks.restore()) void step(task);
    },
    /**
     * Resolves once everything is moved, or all that the first second allows.
     * @throws AwsError ResourceNotFoundException, InvalidParameterValue
     */
    async start(input: Record<string, unknown>) {
      const source = requireQueue(queues, input, 'SourceArn');
      if (sourcesOf(queues, source).length === 0) {
        throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
      }
      if (tasks.of(source).some(({ status }) => status === 'RUNNING')) {
        throw invalidParameter(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const perSecond = rateIn(input);
      const task: MoveTask = {
        handle: mintTaskHandle(randomUUID(), source.arn),
        source,
        ...(input.DestinationArn !== undefined && {
          destinationArn: requireDestination(queues, input, source).arn,
        }),
        ...(perSecond !== undefined && { perSecond }),
        startedAt: clock.now(),
        toMove: source.counts().visible,
        moved: 0,
        status: 'RUNNING',
      };
      tasks.add(task);
      await step(task);
      return { TaskHandle: task.handle };
    },
    list(input: Record<string, unknown>) {
      const source = requireQueue(queues, input, 'SourceArn');
      const most = inRange(input.MaxResults ?? 1, 'MaxResults', 1, MOST_LISTED);
      return { Results: tasks.of(source).slice(0, most).map(show) };
    },
    cancel(input: Record<string, unknown>) {
      requireQueue(queues, { SourceArn: sourceOfHandle(input.TaskHandle) }, 'SourceArn');
      const task = tasks.find(input.TaskHandle);
      if (task?.status !== 'RUNNING') {
        throw new AwsError('ResourceNotFoundException', 'Task does not exist.', 404);
      }
      tasks.update({ ...task, status: 'CANCELLED' });
      timers.get(task)?.cancel();
      timers.delete(task);
      task.status = 'CANCELLED';
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
    forgetGone: tasks.forgetGone,
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
    ...(task.destinationArn && { DestinationArn: task.destinationArn }),
    ...(task.perSecond && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.startedAt,
  };
}
