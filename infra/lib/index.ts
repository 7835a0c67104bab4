export {
  type MappedFailure,
  type MappedSuccess,
  ResultMapping,
  type ResultMappingProps,
} from './mapping/result-mapping.ts';
export { RelayAlarms, type RelayAlarmsProps } from './operations/alarms.ts';
export { relayDashboard } from './operations/dashboard.ts';
export { GuardedQueue, type GuardedQueueProps } from './queue/guarded-queue.ts';
export { CallbackRelay, type CallbackRelayProps } from './relay/callback-relay.ts';
export { RelayBus } from './relay/relay-bus.ts';
export { type ICallbackRelay, type RelayLocation, RelayReference } from './relay/relay-reference.ts';
export { RelayStack, type RelayStackProps } from './relay-stack.ts';
export { CallbackRequester, type CallbackRequesterProps } from './requester/callback-requester.ts';
export { CallbackTask } from './task/callback-task.ts';
export type { CallbackTaskProps } from './task/callback-task-props.ts';
export { transientErrors } from './task/transient-errors.ts';
export {
  CallbackWorker,
  type CallbackWorkerProps,
  type RequesterLocation,
} from './worker/callback-worker.ts';
export { type IWorker, type WorkerLocation, workerAt } from './worker/worker-reference.ts';
