import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** The task's sleep: from TaskSubmitted to the event that ended it. */
export interface Pause {
  readonly fromId: number;
  readonly milliseconds: number;
}

const ENDINGS = new Set(['TaskSucceeded', 'TaskFailed', 'TaskTimedOut']);

export function pauseOf(history: readonly HistoryEvent[]): Pause | undefined {
  const asleep = history.findIndex((event) => event.type === 'TaskSubmitted');
  const awake = history.slice(asleep + 1).find((event) => ENDINGS.has(event.type ?? ''));
  const submitted = history[asleep];
  if (submitted?.timestamp === undefined || awake?.timestamp === undefined) return undefined;
  return {
    fromId: submitted.id ?? 0,
    milliseconds: awake.timestamp.getTime() - submitted.timestamp.getTime(),
  };
}
