export { createCallbackTrace } from './callback-trace.ts';
export { type Station, shortId, stations, type TraceStep } from './trace-step.ts';
