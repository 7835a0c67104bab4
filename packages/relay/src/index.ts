export { type BatchAnswer, handleBatch } from './batch/batch.ts';
export { classifyFault, type Fault, type FaultKind } from './call/fault.ts';
export { createQuota, type Quota, type QuotaShare, type TaskOperation } from './call/quota.ts';
export {
  cancelled,
  claimed,
  closed,
  markedUnsent,
  mayAnswer,
  parked,
  parkedBeside,
  remembered,
  settledRow,
  unclaimed,
  withdrawn,
} from './callback/callback-transitions.ts';
export { type Decision, decide, type Judged } from './callback/decide.ts';
export type { Message, ResultMessage } from './message/message.ts';
export { readMessage } from './message/read-message.ts';
export { resultErrors } from './message/read-result.ts';
export { senderOf } from './message/sender.ts';
export type {
  CallbackPage,
  CallbackStore,
  Cancellation,
  Claim,
  ClaimAnswer,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  Unclaiming,
} from './ports/callback-store.ts';
export type { BusEntry, EventBus } from './ports/event-bus.ts';
export type { FaultReport, Journal, Judgement } from './ports/journal.ts';
export type { Relay, RelaySettings, World } from './ports/relay.ts';
export type { DeadLetter, QueueRecord, RelayQueue } from './ports/relay-queue.ts';
export type { TaskService } from './ports/task-service.ts';
