import { cancelledEventType, relaySource } from '@callback-relay/contract';
import type { CancellationMessage, CancellationQueue } from '@callback-relay/worker/ports';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Rule } from '../services/event-bus.ts';
import type { Queue } from '../services/queue.ts';
import { instanceClock } from './instance-clock.ts';

const LONG_POLL = 20_000;
const BATCH = 10;

/** The rule that feeds a worker's cancellation queue. */
export function cancellationRule(queue: Queue): Rule {
  return {
    name: 'cancellations',
    matches: (event) => event.source === relaySource && event['detail-type'] === cancelledEventType,
    target: (event) => queue.send(JSON.stringify(event)),
  };
}

/** A worker's end of the cancellation queue: long polls that cost no events while nothing comes. */
export function cancellationQueue(simulator: Simulator, from: Instance, queue: Queue): CancellationQueue {
  const clock = instanceClock(simulator, from);
  return {
    receive: (signal) => longPoll(clock, queue, signal),
    delete: async (receiptHandle) => queue.delete(receiptHandle),
    changeVisibility: async (receiptHandle, seconds) => queue.changeVisibility(receiptHandle, seconds * 1000),
  };
}

function longPoll(
  clock: ReturnType<typeof instanceClock>,
  queue: Queue,
  signal: AbortSignal,
): Promise<readonly CancellationMessage[]> {
  return new Promise((resolve, reject) => {
    const end = () => {
      stopListening();
      cancelTimer();
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal.reason);
    };
    const look = () => {
      const messages = signal.aborted ? [] : queue.receive(BATCH);
      if (messages.length === 0) return;
      end();
      resolve(messages);
    };
    const stopListening = queue.onVisible((time) => clock.after(time - clock.now(), look));
    const cancelTimer = clock.after(LONG_POLL, () => {
      end();
      resolve([]);
    });
    signal.addEventListener('abort', abort, { once: true });
    clock.after(1, look);
  });
}
