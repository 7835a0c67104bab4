export { eventbridgeEventBus } from './eventbridge-event-bus.ts';
export { powertoolsJournal, powertoolsMetrics } from './powertools-journal.ts';
export { sfnTaskService } from './sfn-task-service.ts';
export { type RelayQueueUrls, sqsRelayQueue } from './sqs-relay-queue.ts';
