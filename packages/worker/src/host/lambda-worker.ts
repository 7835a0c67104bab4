import { Logger } from '@aws-lambda-powertools/logger';
import { eventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import { sqsCancellationQueue } from '../aws/sqs-cancellation-queue.ts';
import { type ActiveCallbacks, createActiveCallbacks } from '../cancellation/active-callbacks.ts';
import type { CancellationQueue } from '../cancellation/cancellation-queue.ts';
import { pollCancellations } from '../cancellation/poll-cancellations.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Worker } from '../request/define-worker.ts';
import type { ResultPublisher } from '../result/result-publisher.ts';
import { type BatchHandler, batchHandler } from './batch-handler.ts';
import { readEnvironment } from './host-environment.ts';
import { receivedAt } from './received-at.ts';

/** What is used of the event of an SQS event source mapping. */
export interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: {
      readonly ApproximateReceiveCount: string;
      /** Milliseconds since the epoch, by SQS's clock. */
      readonly ApproximateFirstReceiveTimestamp?: string;
    };
  }[];
}

export interface SqsBatchResponse {
  batchItemFailures: { itemIdentifier: string }[];
}

/** What is used of Lambda's context. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

export interface LambdaHandler {
  (event: SqsEvent, context: InvocationContext): Promise<SqsBatchResponse>;
  /** What it hosts, so that what deploys it can hold the worker to a contract. */
  readonly worker: Worker;
}

/** Replaces what the handler would make from its environment. */
export interface LambdaPorts {
  readonly publisher?: ResultPublisher;
  readonly cancellationQueue?: CancellationQueue;
  readonly log?: Log;
  readonly clock?: Clock;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Kept of the invocation's time to return what is not done to the queue: a timeout would retry the whole batch. */
const RESERVE_MS = 1_000;
/** Quick work is not worth a poll of the cancellation queue. */
const POLL_AFTER_MS = 1_000;

/**
 * Hosts a worker on Lambda, behind an SQS event source mapping with ReportBatchItemFailures. Clients are made at
 * the first invocation: importing the handler does no work.
 */
export function lambdaWorker<Payload>(worker: Worker<Payload>, ports: LambdaPorts = {}): LambdaHandler {
  let host: Host | undefined;
  const handle = async (event: SqsEvent, context: InvocationContext): Promise<SqsBatchResponse> => {
    host ??= createHost(worker, ports);
    const { clock } = host;
    const remainingMs = context.getRemainingTimeInMillis();
    const shutdown = new AbortController();
    const done = new AbortController();
    const reserve = Math.min(RESERVE_MS, remainingMs / 4);
    const cancelShutdown = clock.after(remainingMs - reserve, () => shutdown.abort());
    const cancelPolling = clock.after(POLL_AFTER_MS, () => host?.pollCancellations(done.signal));
    try {
      const messages = event.Records.map((record) => ({
        id: record.messageId,
        body: record.body,
        receiveCount: Number(record.attributes.ApproximateReceiveCount),
        receivedAt: receivedAt(record.attributes, clock),
      }));
      const again = await host.handle(messages, { leaseMs: remainingMs, shutdown: shutdown.signal });
      return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
    } finally {
      cancelShutdown();
      cancelPolling();
      done.abort();
    }
  };
  return Object.assign(handle, { worker });
}

interface Host {
  readonly clock: Clock;
  readonly handle: BatchHandler;
  /** Polls the cancellation queue, if there is one, until the signal is aborted. */
  readonly pollCancellations: (done: AbortSignal) => void;
}

function createHost(worker: Worker, ports: LambdaPorts): Host {
  const environment = readEnvironment(ports.env ?? process.env);
  const clock = ports.clock ?? systemClock;
  const log = ports.log ?? new Logger({ serviceName: worker.name });
  const publisher = ports.publisher ?? eventBridgePublisher();
  const active: ActiveCallbacks = createActiveCallbacks();
  const url = environment.cancellationQueueUrl;
  const queue = ports.cancellationQueue ?? (url === undefined ? undefined : sqsCancellationQueue(url));
  const random = ports.random ?? Math.random;
  return {
    clock,
    handle: batchHandler(worker, { ...environment, publisher, clock, random, log, active }),
    pollCancellations: (done) => {
      if (queue !== undefined) void pollCancellations({ queue, active, clock, log }, done);
    },
  };
}
