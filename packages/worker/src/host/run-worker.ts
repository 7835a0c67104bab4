import { Logger } from '@aws-lambda-powertools/logger';
import { RelayError } from '@callback-relay/contract';
import { eventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import { sqsCancellationQueue } from '../aws/sqs-cancellation-queue.ts';
import { pollRequests } from '../aws/sqs-request-poll.ts';
import { createActiveCallbacks } from '../cancellation/active-callbacks.ts';
import { pollCancellations } from '../cancellation/poll-cancellations.ts';
import { systemClock } from '../clock.ts';
import type { Worker } from '../request/define-worker.ts';
import { processMessage } from '../request/process-message.ts';
import { flushingWhenIdle } from '../result/idle-flush.ts';
import { createOutbox } from '../result/outbox.ts';
import { serviceClock } from '../service-clock.ts';
import { readEnvironment } from './host-environment.ts';
import { type RunWorkerOptions, runSettings } from './run-options.ts';

/**
 * Hosts a worker in a long-running process or container, until SIGTERM, SIGINT or `signal`. Reads
 * REQUEST_QUEUE_URL (required), EVENT_BUS_NAME, CANCELLATION_QUEUE_URL, MAX_RECEIVE_COUNT and AWS's own variables.
 *
 * Resolves when nothing is at work any more: asked to stop, it polls no further, lets handlers finish within the
 * grace, then aborts their signals and returns what is not done to the queue, visible at once.
 * @throws RelayError `configuration-missing`; RangeError for an option out of its range.
 */
export async function runWorker<Payload>(
  worker: Worker<Payload>,
  options: RunWorkerOptions = {},
): Promise<void> {
  const { concurrency, visibilitySeconds, pollSeconds, heartbeatIntervalMs, shutdownGraceMs } =
    runSettings(options);
  const environment = readEnvironment(process.env);
  const queueUrl = environment.requestQueueUrl;
  if (queueUrl === undefined) throw new RelayError('configuration-missing', 'REQUEST_QUEUE_URL');
  const log = options.log ?? new Logger({ serviceName: worker.name });
  const clock = serviceClock(systemClock);
  const active = createActiveCallbacks();
  const shutdown = new AbortController();
  const done = new AbortController();
  const stopping = stopOnSignals(options.signal, done.signal);
  const shared = flushingWhenIdle(
    createOutbox({ publisher: eventBridgePublisher(), clock, log, random: Math.random }),
  );
  const ports = {
    ...environment,
    active,
    clock,
    log,
    heartbeatIntervalMs,
    shutdown: shutdown.signal,
    leaseMs: visibilitySeconds * 1_000,
  };
  const polling = pollRequests({
    queueUrl,
    concurrency,
    visibilitySeconds,
    pollSeconds,
    log,
    clock,
    stopping,
    returningToQueue: shutdown.signal,
    process: (message) => shared((outbox) => processMessage(worker, message, { ...ports, outbox })),
  });
  const url = environment.cancellationQueueUrl;
  const cancellations =
    url && pollCancellations({ queue: sqsCancellationQueue(url), active, clock, log }, done.signal);
  log.info('worker started', { queueUrl });
  await aborted(stopping);
  log.info('worker stopping', { shutdownGraceMs });
  const cancelTimer = clock.after(Math.max(shutdownGraceMs, pollSeconds * 1_000), () => shutdown.abort());
  await polling.drained();
  cancelTimer();
  done.abort();
  await cancellations;
  log.info('worker stopped', {});
}

function stopOnSignals(signal: AbortSignal | undefined, done: AbortSignal): AbortSignal {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGTERM', stop).once('SIGINT', stop);
  done.addEventListener('abort', () => process.off('SIGTERM', stop).off('SIGINT', stop), { once: true });
  return signal === undefined ? stopped.signal : AbortSignal.any([stopped.signal, signal]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
