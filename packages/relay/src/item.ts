import type { Handled } from './handled.ts';
import type { Message } from './message.ts';
import type { QueueRecord } from './relay-queue.ts';

/** A record of a batch, and what it says. */
export interface Item<Said extends Message = Message> {
  readonly record: QueueRecord;
  readonly message: Said;
}

/** And what became of it. */
export interface HandledItem extends Item {
  readonly handled: Handled;
}
