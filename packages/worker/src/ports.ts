/**
 * What a worker stands on, for those who replace a part of it: another way to the bus or from the queues, an
 * idempotency layer of their own, a simulation.
 */
export { eventBridgePublisher } from './aws/eventbridge-publisher.ts';
export { sqsCancellationQueue } from './aws/sqs-cancellation-queue.ts';
export { type ActiveCallbacks, createActiveCallbacks } from './cancellation/active-callbacks.ts';
export type { CancellationMessage, CancellationQueue } from './cancellation/cancellation-queue.ts';
export { type CancellationPorts, pollCancellations } from './cancellation/poll-cancellations.ts';
export { type Clock, systemClock } from './clock.ts';
export type { InvocationContext, LambdaPorts, SqsBatchResponse, SqsEvent } from './host/lambda-worker.ts';
export { answerTo, type Remembered, type Work, WorkInProgress } from './idempotency/idempotency.ts';
export type { Log, LogFields } from './log.ts';
export type { Answer, WorkOutcome } from './result/outcome.ts';
export type { PublishOutcome, ResultEntry, ResultPublisher } from './result/result-publisher.ts';
