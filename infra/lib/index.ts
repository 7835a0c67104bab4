export type {
  NamedKind,
  NamedResource,
  NamingScheme,
  QueueNames,
  RelayNames,
} from '@callback-relay/contract/names';
export type { ContractProps } from './contract/attach-contract.ts';
export type { FunctionSettings } from './function/bundled-function.ts';
export {
  type MappedFailure,
  type MappedSuccess,
  ResultMapping,
  type ResultMappingProps,
} from './mapping/result-mapping.ts';
export { type AlarmThresholds, RelayAlarms, type RelayAlarmsProps } from './operations/relay-alarms.ts';
export { RelayDashboard, type RelayDashboardProps } from './operations/relay-dashboard.ts';
export { CallbackApproval, type CallbackApprovalProps } from './publisher/approval/callback-approval.ts';
export { CallbackWebhook, type CallbackWebhookProps } from './publisher/webhook/callback-webhook.ts';
export type { SignatureScheme } from './publisher/webhook/signature.ts';
export { QueueWithDeadLetters, type QueueWithDeadLettersProps } from './queue/queue-with-dead-letters.ts';
export { CallbackRelay } from './relay/callback-relay.ts';
export type { CallbackRelayProps } from './relay/callback-relay-props.ts';
export type { RelayLocation } from './relay/imported-relay.ts';
export type { ICallbackRelay } from './relay/relay-attributes.ts';
export type { SendTaskCall } from './relay/relay-metrics.ts';
export { RelayStack, type RelayStackProps } from './relay-stack.ts';
export { CallbackRequester, type CallbackRequesterProps } from './requester/callback-requester.ts';
export { CallbackTask } from './task/callback-task.ts';
export type { CallbackTaskProps } from './task/callback-task-props.ts';
export { CallbackWorker } from './worker/callback-worker.ts';
export type { CallbackWorkerProps, RequesterLocation } from './worker/callback-worker-props.ts';
export type { IWorker, QueueOfWorker, WorkerLocation } from './worker/worker-attributes.ts';
