import type { Clock, Timer } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { deadLetter } from './dead-letter.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryFailure, deliveryFailure } from './delivery-failure.ts';
import { type ExhaustedCondition, nextAttempt } from './retry-schedule.ts';
import { callTarget, requireQueueUrl, ruleCaller, type TargetPorts } from './target-call.ts';

/** What became of one attempt; `not kept` is the store's failure to note it. */
export interface DeliveryReport {
  readonly outcome: 'delivered' | 'retrying' | 'dead-lettered' | 'dropped' | 'not kept';
  readonly delivery: Delivery;
  readonly failure?: DeliveryFailure;
}

export type DeliveryListener = (report: DeliveryReport) => void;

export interface DispatcherPorts extends TargetPorts {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** Deliveries that are not done. */
  readonly kept: Collection<Delivery>;
  readonly report: DeliveryListener;
}

/** Brings deliveries to their targets: at once, then by the retry policy, then to the dead-letter queue. */
export interface Dispatcher {
  /**
   * Keeps the delivery and attempts it when its time has come.
   * @throws what the collection throws where it can't keep it
   */
  dispatch(delivery: Delivery): void;
  /** Goes on with what the store kept when the process ended. */
  resume(): void;
  /** Attempts nothing more; resolves when the attempts under way have ended. What is not done stays in the store. */
  stop(): Promise<void>;
}

export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  const { clock, kept } = ports;
  const timers = new Map<string, Timer>();
  const underWay = new Map<string, Promise<void>>();
  let stopped = false;

  function schedule(delivery: Delivery): void {
    if (stopped || underWay.has(delivery.id)) return;
    if (delivery.nextAttemptAt <= clock.now()) {
      begin(delivery);
      return;
    }
    const timer = clock.setTimer(delivery.nextAttemptAt, () => {
      timers.delete(delivery.id);
      begin(delivery);
    });
    timers.set(delivery.id, timer);
  }

  function begin(delivery: Delivery): void {
    if (stopped) return;
    const attempted = attempt({ ...delivery, attempts: delivery.attempts + 1 }, ports).then((next) => {
      underWay.delete(delivery.id);
      update(delivery, next);
      if (next !== undefined) schedule(next);
    });
    underWay.set(delivery.id, attempted);
  }

  /** A store that fails now (a full disk) does not stop the delivery; a restart would make it once more. */
  function update(delivery: Delivery, next: Delivery | undefined): void {
    try {
      if (next === undefined) kept.remove(delivery.id);
      else kept.put(next.id, next);
    } catch (error) {
      ports.report({ outcome: 'not kept', delivery, failure: deliveryFailure(error) });
    }
  }

  return {
    dispatch(delivery) {
      kept.put(delivery.id, delivery);
      schedule(delivery);
    },
    resume() {
      for (const [id, delivery] of [...kept.entries()]) if (!timers.has(id)) schedule(delivery);
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      await Promise.all(underWay.values());
    },
  };
}

/** One attempt; the delivery to try again, or undefined where it is done, well or badly. Never rejects. */
async function attempt(delivery: Delivery, ports: DispatcherPorts): Promise<Delivery | undefined> {
  try {
    await callTarget(delivery, ports);
    ports.report({ outcome: 'delivered', delivery });
    return undefined;
  } catch (error) {
    const failure = deliveryFailure(error);
    const next = failure.retryable ? nextAttempt(delivery, ports.clock.now(), ports.random()) : undefined;
    if (typeof next === 'object') {
      ports.report({ outcome: 'retrying', delivery, failure });
      return { ...delivery, nextAttemptAt: next.at };
    }
    await giveUp(delivery, failure, next, ports);
    return undefined;
  }
}

async function giveUp(
  delivery: Delivery,
  failure: DeliveryFailure,
  exhausted: ExhaustedCondition | undefined,
  { callService, queueUrlOf, report }: DispatcherPorts,
): Promise<void> {
  const queue = delivery.target.DeadLetterConfig?.Arn;
  if (queue === undefined) return report({ outcome: 'dropped', delivery, failure });
  try {
    const message = deadLetter(requireQueueUrl(queue, queueUrlOf), delivery, failure, exhausted);
    await callService('sqs', 'SendMessage', message, ruleCaller(delivery));
    report({ outcome: 'dead-lettered', delivery, failure });
  } catch (error) {
    const { message, code } = deliveryFailure(error);
    const unsent = `${failure.message}; and its dead-letter queue refused it: ${message}`;
    report({ outcome: 'dropped', delivery, failure: { code, message: unsent, retryable: false } });
  }
}
