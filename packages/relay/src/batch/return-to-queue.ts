import { mark } from '@callback-relay/contract/runtime';
import { call, failureOf } from '../call/call.ts';
import { inParallel } from '../call/in-parallel.ts';
import { retrySeconds } from '../handling/delivery-attempt.ts';
import type { HandledItem } from '../handling/handled.ts';
import { isLateNotice } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { longestDelaySeconds, type QueueRecord } from '../ports/relay-queue.ts';
import { reportFailure } from './dead-letters.ts';

/**
 * The records that are to be seen again, each after its own time. Those that are not here are acknowledged.
 *
 * A message that waits for longer than a moment moves to the deferred queue, and the original is acknowledged: an
 * invisible message is in flight, of which SQS allows 120,000 a queue, while a delayed one is not. So no team's load
 * stops the relay for the others, and no message uses up its receives by waiting.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export async function returnToQueue(
  relay: Relay,
  items: readonly HandledItem[],
): Promise<readonly QueueRecord[]> {
  const returning = items.flatMap((item) => {
    const seconds = secondsOf(relay, item);
    return seconds === undefined ? [] : [{ item, seconds }];
  });
  const kept = await inParallel(returning, relay.settings.concurrency, async ({ item, seconds }) => {
    // EventBridge sends late notices to the deferred queue by itself, without what a deferred message carries.
    const isDeferred = item.history.isDeferred || isLateNotice(item.message);
    if (!isDeferred && seconds <= LONGEST_IN_FLIGHT_SECONDS)
      return mark('return/hidden', hide(relay, item, seconds));
    if (await defer(relay, item, seconds)) return mark('return/deferred', []);
    // It comes back by itself, when the deferred queue's visibility timeout is over.
    return isDeferred
      ? mark('return/left-in-the-deferred-queue', [item.record])
      : mark('return/hidden-for-long', hide(relay, item, Math.min(seconds, LONGEST_HIDDEN_SECONDS)));
  });
  return kept.flat();
}

const LONGEST_IN_FLIGHT_SECONDS = 20;

/**
 * SQS: a message can be invisible for 43,200 s since it was received, less what its handling takes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
const LONGEST_HIDDEN_SECONDS = 43_200 - 900;

function secondsOf({ random }: Relay, { handled, history }: HandledItem): number | undefined {
  switch (handled.kind) {
    case 'deferred':
    case 'parked':
      return handled.seconds;
    case 'failed':
      return retrySeconds(history, random);
    default:
      return undefined;
  }
}

async function hide(relay: Relay, item: HandledItem, seconds: number): Promise<readonly QueueRecord[]> {
  const { receiptHandle } = item.record;
  try {
    await call('ChangeMessageVisibility', () => relay.queue.changeVisibility(receiptHandle, seconds));
  } catch (error) {
    mark('return/not-hidden');
    // Then it is seen again when the queue's own visibility timeout is over.
    reportFailure(relay, item, failureOf(error));
  }
  return [item.record];
}

/** Whether the message is in the deferred queue, so that the original can be acknowledged. */
async function defer(relay: Relay, item: HandledItem, seconds: number): Promise<boolean> {
  const { body } = item.record;
  const { receives, firstReceivedAt } = item.history;
  const message = {
    body,
    delaySeconds: Math.min(seconds, longestDelaySeconds),
    attributes: { receives, firstReceivedAt, resumeAt: relay.clock.now() + seconds * 1000 },
  };
  try {
    await call('SendMessage', () => relay.queue.defer(message));
    return true;
  } catch (error) {
    reportFailure(relay, item, failureOf(error));
    return false;
  }
}
