import type { LogEntry } from '@callback-relay/local';
import type { Links } from './links.ts';
import { nameOf, type TraceStep } from './trace-step.ts';

type HistoryEntry = Extract<LogEntry, { kind: 'history' }>;

/** What shows on the surface of an execution; its steps are in GetExecutionHistory. */
const surfaced: Readonly<Record<string, TraceStep['tone']>> = {
  TaskSubmitted: 'plain',
  TaskSucceeded: 'good',
  TaskFailed: 'bad',
  TaskTimedOut: 'bad',
  ExecutionSucceeded: 'good',
  ExecutionFailed: 'bad',
  ExecutionTimedOut: 'bad',
  ExecutionAborted: 'bad',
};

export function executionSteps({ executionArn, event }: HistoryEntry, links: Links): readonly TraceStep[] {
  const tone = surfaced[event.type];
  if (tone === undefined) return [];
  const ofTask = links.callbackOfTask(executionArn, event.id);
  const text = event.type === 'TaskSubmitted' ? 'sleeps until its token comes back' : event.type;
  return [
    {
      ...(event.type.startsWith('Execution') && { station: 'ended' as const }),
      correlationIds: ofTask === undefined ? links.callbacksOfExecution(executionArn) : [ofTask],
      executionArn,
      actor: 'execution',
      text: `${nameOf(executionArn)}: ${text}`,
      tone,
    },
  ];
}
