export { type ActiveCallbacks, createActiveCallbacks } from './active-callbacks.ts';
export { answerLater } from './answer-later.ts';
export { eventBridgePublisher } from './aws/eventbridge-publisher.ts';
export { sqsCancellationQueue } from './aws/sqs-cancellation-queue.ts';
export type { CancellationMessage, CancellationQueue } from './cancellation-queue.ts';
export { type Clock, systemClock } from './clock.ts';
export { defineWorker, type Returned, type Worker, type WorkerDefinition } from './define-worker.ts';
export { workerEnvironment } from './environment.ts';
export { Failure, isFailure } from './failure.ts';
export { type CancellationPorts, followCancellations } from './follow-cancellations.ts';
export { type HandlerContext, type StopReason, WorkStopped } from './handler-context.ts';
export { answers, type Idempotency, type Remembered, type Work, WorkInProgress } from './idempotency.ts';
export {
  type InvocationContext,
  type LambdaHandler,
  type LambdaPorts,
  lambdaWorker,
  type SqsBatchResponse,
  type SqsEvent,
} from './lambda-worker.ts';
export type { Log, LogFields } from './log.ts';
export { type MemoryLimits, memoryIdempotency } from './memory-idempotency.ts';
export type { Answer, Outcome } from './outcome.ts';
export { publishResult, type ResultToPublish } from './publish-result.ts';
export type { PublishOutcome, ResultEntry, ResultPublisher } from './result-publisher.ts';
export { type RunWorkerOptions, runWorker } from './run-worker.ts';
