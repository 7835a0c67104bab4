export { answerLater } from './handler/answer-later.ts';
export { Failure } from './handler/failure.ts';
export { type HandlerContext, WorkStopped } from './handler/handler-context.ts';
export { type LambdaHandler, lambdaWorker } from './host/lambda-worker.ts';
export { publishResult, type ResultToPublish } from './host/publish-result.ts';
export { type RunWorkerOptions, runWorker } from './host/run-worker.ts';
export type { Idempotency } from './idempotency/idempotency.ts';
export { memoryIdempotency } from './idempotency/memory-idempotency.ts';
export { defineWorker, type Worker, type WorkerDefinition } from './request/define-worker.ts';
