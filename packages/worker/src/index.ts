export { eventBridgePublisher } from './aws/eventbridge-publisher.ts';
export { sqsCancellationQueue } from './aws/sqs-cancellation-queue.ts';
export { type ActiveCallbacks, createActiveCallbacks } from './cancellation/active-callbacks.ts';
export type { CancellationMessage, CancellationQueue } from './cancellation/cancellation-queue.ts';
export { type CancellationPorts, followCancellations } from './cancellation/follow-cancellations.ts';
export { type Clock, systemClock } from './clock.ts';
export { workerEnvironment } from './environment.ts';
export { answerLater } from './handler/answer-later.ts';
export { Failure, isFailure } from './handler/failure.ts';
export { type HandlerContext, type StopReason, WorkStopped } from './handler/handler-context.ts';
export {
  type InvocationContext,
  type LambdaHandler,
  type LambdaPorts,
  lambdaWorker,
  type SqsBatchResponse,
  type SqsEvent,
} from './host/lambda-worker.ts';
export { publishResult, type ResultToPublish } from './host/publish-result.ts';
export { type RunWorkerOptions, runWorker } from './host/run-worker.ts';
export {
  answers,
  type Idempotency,
  type Remembered,
  type Work,
  WorkInProgress,
} from './idempotency/idempotency.ts';
export { type MemoryLimits, memoryIdempotency } from './idempotency/memory-idempotency.ts';
export type { Log, LogFields } from './log.ts';
export { defineWorker, type Returned, type Worker, type WorkerDefinition } from './request/define-worker.ts';
export type { Answer, Outcome } from './result/outcome.ts';
export type { PublishOutcome, ResultEntry, ResultPublisher } from './result/result-publisher.ts';
