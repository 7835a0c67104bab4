export { type BatchAnswer, handleBatch } from './batch/handle-batch.ts';
export { createQuota, type QuotaShare } from './call/quota.ts';
export type { FaultReport, InvariantReport, Journal, VerdictRecord } from './ports/journal.ts';
export type {
  BusEntry,
  Clock,
  EventBus,
  Quota,
  Relay,
  RelaySettings,
  TaskOperation,
  TaskService,
} from './ports/relay.ts';
export {
  type DeadLetter,
  type DeferredMessage,
  deferralAttributes,
  type QueueRecord,
  type RelayQueue,
} from './ports/relay-queue.ts';
export { relayClientAttempts, relayClientTimeouts } from './time-limits.ts';
