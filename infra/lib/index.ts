export { RelayAlarms, type RelayAlarmsProps } from './alarms.ts';
export { CallbackRelay, type CallbackRelayProps } from './callback-relay.ts';
export { CallbackRequester, type CallbackRequesterProps } from './callback-requester.ts';
export { CallbackTask } from './callback-task.ts';
export type { CallbackTaskProps } from './callback-task-props.ts';
export { CallbackWorker, type CallbackWorkerProps, type RequesterLocation } from './callback-worker.ts';
export { relayDashboard } from './dashboard.ts';
export { GuardedQueue, type GuardedQueueProps } from './guarded-queue.ts';
export { RelayBus } from './relay-bus.ts';
export { type ICallbackRelay, type RelayLocation, RelayReference } from './relay-reference.ts';
export { RelayStack, type RelayStackProps } from './relay-stack.ts';
export {
  type MappedFailure,
  type MappedSuccess,
  ResultMapping,
  type ResultMappingProps,
} from './result-mapping.ts';
export { transientErrors } from './transient-errors.ts';
export { type IWorker, type WorkerLocation, workerAt } from './worker-reference.ts';
