export { type BatchAnswer, handleBatch } from './batch/handle-batch.ts';
export { createQuota, type QuotaShare } from './call/quota.ts';
export type { Clock } from './ports/clock.ts';
export type { BusEntry, EventBus } from './ports/event-bus.ts';
export type { FaultReport, InvariantReport, Journal, VerdictRecord } from './ports/journal.ts';
export type { Quota, TaskOperation } from './ports/quota.ts';
export type { Relay, RelaySettings } from './ports/relay.ts';
export {
  type DeadLetter,
  type DeferredMessage,
  deferralAttributes,
  type QueueRecord,
  type RelayQueue,
} from './ports/relay-queue.ts';
export type { TaskService } from './ports/task-service.ts';
export { relayClientAttempts, relayClientTimeouts } from './time-limits.ts';
