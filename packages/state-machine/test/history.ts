import type { HistoryEvent } from '../src/progress/history-event.ts';

/** An event's type, and details; `after` is the event before it, the last one written by default. */
export interface Written {
  readonly type: string;
  readonly details?: Record<string, unknown>;
  readonly after?: number;
}

/** Events in AWS's form, numbered from 1. */
export function history(...events: readonly Written[]): HistoryEvent[] {
  return events.map(({ type, details, after }, index) => {
    const member = `${type.replace(/^\w/, (letter) => letter.toLowerCase())}EventDetails`;
    const shared = /StateEntered$/.test(type)
      ? 'stateEnteredEventDetails'
      : /StateExited$/.test(type)
        ? 'stateExitedEventDetails'
        : member;
    return {
      id: index + 1,
      previousEventId: after ?? index,
      type,
      timestamp: new Date(1_700_000_000_000 + index * 1000),
      ...(details && { [shared]: details }),
    };
  });
}

export const started: Written = { type: 'ExecutionStarted', details: { input: '{}' } };
export const entered = (type: string, name: string, after?: number): Written => ({
  type: `${type}StateEntered`,
  details: { name, input: '{"in":1}' },
  ...(after !== undefined && { after }),
});
export const exited = (type: string, name: string, after?: number): Written => ({
  type: `${type}StateExited`,
  details: { name, output: '{"out":2}' },
  ...(after !== undefined && { after }),
});
export const failed = (error: string): Written => ({
  type: 'TaskFailed',
  details: { error, cause: 'because' },
});
