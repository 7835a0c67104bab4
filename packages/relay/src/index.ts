export { type BatchAnswer, handleBatch } from './batch.ts';
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
} from './callback-store.ts';
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
} from './callback-transitions.ts';
export { type Decision, decide, type Judged } from './decide.ts';
export type { BusEntry, EventBus } from './event-bus.ts';
export { classifyFault, type Fault, type FaultKind } from './fault.ts';
export type { FaultReport, Journal, Judgement } from './journal.ts';
export type { Message, ResultMessage } from './message.ts';
export { createQuota, type Quota, type QuotaShare, type TaskOperation } from './quota.ts';
export { readMessage } from './read-message.ts';
export { resultErrors } from './read-result.ts';
export type { Relay, RelaySettings, World } from './relay.ts';
export type { DeadLetter, QueueRecord, RelayQueue } from './relay-queue.ts';
export { senderOf } from './sender.ts';
export type { TaskService } from './task-service.ts';
