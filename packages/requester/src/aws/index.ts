export { eventbridgeNoticeBus } from './eventbridge-notice-bus.ts';
export { sqsRequestQueue } from './sqs-request-queue.ts';
