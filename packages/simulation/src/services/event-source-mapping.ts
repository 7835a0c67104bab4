import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Cancel } from '../engine/virtual-time.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

/** What a function with ReportBatchItemFailures returns. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Runs one invocation of the function on some instance of it; rejects when the function throws. */
export interface BatchFunction {
  readonly name: string;
  invoke(messages: readonly ReceivedMessage[]): Invocation;
}

export interface Invocation {
  readonly instance: Instance;
  readonly response: Promise<BatchResponse>;
}

export interface MappingOptions {
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** Milliseconds that a poll waits for the batch to fill. */
  readonly batchingWindow: number;
}

/** Lambda polls `queue` and hands batches to `target`: deletes what was handled, leaves what failed. */
export function eventSourceMapping(
  simulator: Simulator,
  queue: Queue,
  target: BatchFunction,
  options: MappingOptions,
): void {
  const { time, random } = simulator;
  let running = 0;
  let next: { readonly time: number; readonly cancel: Cancel } | undefined;

  function wake(visibleAt: number, window = options.batchingWindow): void {
    if (running >= options.maximumConcurrency) return;
    const due = Math.max(time.now(), visibleAt) + random.integer(1, 10) + window;
    if (next !== undefined && next.time <= due) return;
    next?.cancel();
    next = { time: due, cancel: time.at(due, poll) };
  }

  function poll(): void {
    next = undefined;
    const messages = queue.receive(options.batchSize);
    const isThrottled = random.chance(simulator.faults().functionThrottled);
    if (isThrottled) simulator.trace.add(time.now(), target.name, () => 'THROTTLED before it was invoked');
    // Lambda leaves a batch that it can't hand over until its visibility time-out: received, and no code has seen it.
    else if (messages.length > 0) start(messages);
    // A full batch tells that more is there to fill the next one.
    wakeForTheRest(messages.length === options.batchSize ? 0 : options.batchingWindow);
  }

  function wakeForTheRest(window: number): void {
    const visibleAt = queue.nextVisibleAt();
    if (visibleAt !== undefined) wake(visibleAt, window);
  }

  function start(messages: readonly ReceivedMessage[]): void {
    running += 1;
    simulator.trace.add(
      time.now(),
      target.name,
      () => `batch ${messages.map(({ messageId }) => messageId).join(' ')}`,
    );
    const { instance, response } = target.invoke(messages);
    let over = false;
    const end = (handled: readonly ReceivedMessage[]) => {
      if (over) return;
      over = true;
      running -= 1;
      for (const { receiptHandle } of handled) deleteMessage(receiptHandle);
      wakeForTheRest(0);
    };
    instance.onCrash(() => end([]));
    response.then(
      (answer) => end(handledOf(messages, answer)),
      (error: unknown) => {
        simulator.trace.add(time.now(), target.name, () => `the function threw ${String(error)}`);
        end([]);
      },
    );
  }

  /** The poller is a program too: now and then its delete is lost, and the message comes again. */
  function deleteMessage(receiptHandle: string): void {
    if (random.chance(simulator.faults().duplicate)) return;
    queue.delete(receiptHandle);
  }

  queue.onVisible((visibleAt) => wake(visibleAt));
}

/** An unknown identifier fails the whole batch, an empty list means that all were handled. */
function handledOf(messages: readonly ReceivedMessage[], answer: BatchResponse): readonly ReceivedMessage[] {
  const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ messageId }) => messageId));
  if ([...failed].some((identifier) => !known.has(identifier))) return [];
  return messages.filter(({ messageId }) => !failed.has(messageId));
}
