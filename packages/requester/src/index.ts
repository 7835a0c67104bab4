export { openCallback } from './open-callback.ts';
export { type OpenCallbackInput, openCallbackInputSchema } from './open-callback-input.ts';
export type { EventBus } from './ports/event-bus.ts';
export type { Journal } from './ports/journal.ts';
export type { RequestQueue } from './ports/request-queue.ts';
export type { Requester, RequesterSettings } from './ports/requester.ts';
export { requesterClientAttempts } from './time-limits.ts';
