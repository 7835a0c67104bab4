import { call, failureOf } from '../call/call.ts';
import { inParallel } from '../call/in-parallel.ts';
import type { Relay } from '../ports/relay.ts';
import type { QueueRecord } from '../ports/relay-queue.ts';
import { backOffSeconds } from '../settlement/back-off.ts';
import type { Handled } from '../settlement/handled.ts';
import type { HandledItem } from './item.ts';
import { reportFailure } from './report-failure.ts';

/** The records that are to be seen again, each after its own time. Those that are not here are acknowledged. */
export async function handBack(relay: Relay, items: readonly HandledItem[]): Promise<readonly QueueRecord[]> {
  const returned = items.filter(({ handled }) => handled.kind !== 'judged' && handled.kind !== 'done');
  await inParallel(returned, relay.settings.concurrency, async (item) => {
    const seconds = secondsOf(relay, item.record, item.handled);
    try {
      await call('ChangeMessageVisibility', () =>
        relay.queue.changeVisibility(item.record.receiptHandle, seconds),
      );
    } catch (error) {
      // Then it is seen again when the queue's own visibility timeout is over.
      reportFailure(relay, item, failureOf(error));
    }
  });
  return returned.map(({ record }) => record);
}

function secondsOf({ world }: Relay, record: QueueRecord, handled: Handled): number {
  switch (handled.kind) {
    case 'untried':
      return handled.seconds;
    case 'parked':
      return handled.polls ? backOffSeconds(record, world.random, handled.seconds) : handled.seconds;
    default:
      return backOffSeconds(record, world.random);
  }
}
