import { randomUUID } from 'node:crypto';
import type { Clock } from '../foundation/clock.ts';
import { isSliceOver } from '../foundation/steps.ts';
import type { Message } from './message.ts';
import type { MoveTask } from './move-task.ts';
import type { QueueRegistry } from './registry.ts';

/**
 * Moves messages until so many of the task's are moved, or it ends: where none is left, and where the next has nowhere to
 * go. Whether it only stopped because its slice is over.
 */
export function moveSome(task: MoveTask, most: number, queues: QueueRegistry, clock: Clock): boolean {
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
  const target = queues.byArn(task.destinationArn ?? message.deadLetteredFrom ?? '');
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

export function fail(task: MoveTask, reason: string): void {
  task.status = 'FAILED';
  task.failureReason = reason;
}
