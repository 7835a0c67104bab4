import { mark } from '@callback-relay/contract/runtime';
import { type CallFailure, call, failureOf } from '../call/call.ts';
import { isGivenUp } from '../handling/delivery-attempt.ts';
import { decided, type Failed, type HandledItem, type Item } from '../handling/handled.ts';
import type { Relay } from '../ports/relay.ts';

/** Sends what was tried long enough to the dead-letter queue: from there a redrive brings it back at any time. */
export async function sendToDeadLetters(
  relay: Relay,
  items: readonly HandledItem[],
): Promise<readonly HandledItem[]> {
  return Promise.all(
    items.map((item) => {
      const { handled, history } = item;
      if (handled.kind !== 'failed') return item;
      reportFailure(relay, item, handled.failure);
      if (handled.nonRetryable) return mark('give-up/no-try-can-help', giveUp(relay, item, handled));
      return isGivenUp(history, handled.deadline, relay.clock.now())
        ? mark('give-up/time-is-up', giveUp(relay, item, handled))
        : mark('give-up/not-yet', item);
    }),
  );
}

async function giveUp(relay: Relay, item: HandledItem, { failure }: Failed): Promise<HandledItem> {
  const { message, record } = item;
  const reason = `given up: ${failure.message}`;
  try {
    await call('SendMessage', () => relay.queue.sendToDeadLetterQueue({ body: record.body, reason }));
  } catch (error) {
    reportFailure(relay, item, failureOf(error));
    return mark('give-up/failed', item);
  }
  if (message.kind === 'result' || message.kind === 'heartbeat') {
    const handled = decided(message, { verdict: 'undeliverable', reason });
    return mark('give-up/event', { ...item, handled });
  }
  return mark('give-up/notice', { ...item, handled: { kind: 'done' } });
}

/** Writes down a call that failed, with whose callback it was. */
export function reportFailure(
  { journal }: Relay,
  { message }: Item,
  { operation, fault }: CallFailure,
): void {
  const correlationId = 'correlationId' in message ? message.correlationId : null;
  journal.fault({
    ...(correlationId !== null && { correlationId }),
    operation,
    kind: fault.kind,
    error: fault.name,
    message: fault.message,
    needsOperator: fault.needsOperator,
  });
}
