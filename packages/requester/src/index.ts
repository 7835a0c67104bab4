export { openCallback } from './open-callback.ts';
export { type OpenCallbackInput, openCallbackInputSchema } from './open-callback-input.ts';
export type { EventBus, Journal, Requester, RequesterSettings, RequestQueue } from './ports.ts';
export { requesterClientAttempts } from './time-limits.ts';
