export { eventbridgeEventBus } from './eventbridge-event-bus.ts';
export { sqsRequestQueue } from './sqs-request-queue.ts';
