export type { ExecutionEnd, HistoryEntry } from './executions.ts';
export type { ReceivedRequest, StandIn, StandInOptions } from './stand-in.ts';
export { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';
