import type { ActiveCallbacks } from '../cancellation/active-callbacks.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Worker } from '../request/define-worker.ts';
import { processMessage, type RequestMessage } from '../request/process-message.ts';
import { flushingWhenIdle } from '../result/idle-flush.ts';
import { createOutbox } from '../result/outbox.ts';
import type { ResultPublisher } from '../result/result-publisher.ts';

export interface BatchPorts {
  readonly publisher: ResultPublisher;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly active: ActiveCallbacks;
  /** Takes the answers whose return address can't be read. */
  readonly fallbackBus?: string | undefined;
  /** `maxReceiveCount` of the queue's redrive policy, when known. */
  readonly maxReceives?: number | undefined;
}

export interface Invocation {
  /** How long the host can vouch for the work of this batch, in milliseconds. */
  readonly leaseMs: number;
  /** Aborted when the host is about to end: what is not done then goes back to the queue. */
  readonly shutdown: AbortSignal;
}

/** Takes a batch to its end; gives the IDs of the messages that are to be tried again, `batchItemFailures` on Lambda. */
export type BatchHandler = (
  messages: readonly RequestMessage[],
  invocation: Invocation,
) => Promise<readonly string[]>;

/**
 * Works on the messages of a batch side by side. Their results share PutEvents calls, and a slow one
 * delays none of the others. A loop of our own, because Powertools' batch processor knows a record's end only when its handler returns,
 * and ours ends when a call that it shares with its neighbours is answered.
 */
export function batchHandler(worker: Worker, ports: BatchPorts): BatchHandler {
  const shared = flushingWhenIdle(createOutbox(ports));
  return async (messages, invocation) => {
    const processed = await Promise.all(
      messages.map((message) =>
        shared((outbox) => processMessage(worker, message, { ...ports, ...invocation, outbox })),
      ),
    );
    return messages.filter((_, at) => processed[at] === 'retry').map(({ id }) => id);
  };
}
