import { call, failureOf } from '../call/call.ts';
import type { Relay } from '../ports/relay.ts';
import { isGivenUp } from '../settlement/back-off.ts';
import type { HandledFailed } from '../settlement/handled.ts';
import { judge } from '../settlement/judge.ts';
import type { HandledItem } from './item.ts';
import { reportFailure } from './report-failure.ts';

/** Puts what was tried long enough into the dead-letter queue: from there a redrive brings it back at any time. */
export async function giveUp(relay: Relay, items: readonly HandledItem[]): Promise<readonly HandledItem[]> {
  return Promise.all(
    items.map((item) => {
      const { handled, record } = item;
      if (handled.kind !== 'failed') return item;
      reportFailure(relay, item, handled.failure);
      const isOver = handled.hopeless || isGivenUp(record, handled.deadline, relay.world.now());
      return isOver ? bury(relay, item, handled) : item;
    }),
  );
}

async function bury(relay: Relay, item: HandledItem, { failure }: HandledFailed): Promise<HandledItem> {
  const { message, record } = item;
  const reason = `given up: ${failure.message}`;
  try {
    await call('SendMessage', () => relay.queue.sendToDeadLetters({ body: record.body, reason }));
  } catch (error) {
    reportFailure(relay, item, failureOf(error));
    return item;
  }
  if (message.kind === 'result' || message.kind === 'heartbeat') {
    return { ...item, handled: judge(message, { verdict: 'undeliverable', reason }) };
  }
  return { ...item, handled: { kind: 'done' } };
}
