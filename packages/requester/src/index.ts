export type { NoticeBus } from './notice-bus.ts';
export { openCallback } from './open-callback.ts';
export { type OpenCallbackInput, openCallbackInputSchema } from './open-callback-input.ts';
export type { RequestQueue } from './request-queue.ts';
export type { Journal, Requester, RequesterSettings } from './requester.ts';
