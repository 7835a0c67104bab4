import type { Message } from '../message/message.ts';
import type { QueueRecord } from '../ports/relay-queue.ts';
import type { Handled } from '../settlement/handled.ts';

/** A record of a batch, and what it says. */
export interface Item<Said extends Message = Message> {
  readonly record: QueueRecord;
  readonly message: Said;
}

/** And what became of it. */
export interface HandledItem extends Item {
  readonly handled: Handled;
}
