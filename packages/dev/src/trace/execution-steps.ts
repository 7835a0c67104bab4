import type { LogEntry } from '@callback-relay/local';
import { parseJson } from './correlation.ts';
import { failureText } from './failure-text.ts';
import type { Links } from './links.ts';
import { nameOf, type TraceStep } from './trace-step.ts';

type HistoryEntry = Extract<LogEntry, { kind: 'history' }>;
type HistoryEvent = HistoryEntry['event'];

/** What shows on the surface of an execution; its steps are in GetExecutionHistory. */
const surfaced: Readonly<Record<string, TraceStep['tone']>> = {
  TaskSubmitted: 'plain',
  TaskSucceeded: 'good',
  TaskFailed: 'bad',
  TaskTimedOut: 'bad',
  ExecutionRedriven: 'plain',
  ExecutionSucceeded: 'good',
  ExecutionFailed: 'bad',
  ExecutionTimedOut: 'bad',
  ExecutionAborted: 'bad',
};

export function executionSteps(entry: HistoryEntry, links: Links): readonly TraceStep[] {
  const { executionArn, event, parentArn } = entry;
  if (event.type === 'ExecutionStarted' && parentArn !== undefined) return [startOf(executionArn, parentArn)];
  const tone = surfaced[event.type];
  if (tone === undefined) return [];
  const isOfTask = event.type.startsWith('Task');
  const isEnd = !isOfTask && event.type !== 'ExecutionRedriven';
  const ofTask = isOfTask ? links.callbacksOfTask(executionArn, event.id) : undefined;
  return [
    {
      ...(isEnd && { station: 'ended' as const }),
      correlationIds: ofTask ?? links.callbacksOfExecution(executionArn),
      executionArn,
      actor: 'execution',
      text: `${nameOf(executionArn)}: ${textOf(event)}`,
      tone,
    },
  ];
}

/** No call starts an iteration of a Map run: the execution around it does. */
function startOf(executionArn: string, parentArn: string): TraceStep {
  return {
    ...{ station: 'started', correlationIds: [], executionArn, actor: 'execution', tone: 'plain' },
    text: `${nameOf(parentArn)}: starts ${nameOf(executionArn)}`,
  };
}

function textOf({ type, ...more }: HistoryEvent): string {
  const details = Object.entries(more).find(([name]) => name.endsWith('EventDetails'))?.[1];
  const { resource, output, error, cause, redriveCount } = Object(details) as Readonly<
    Record<string, unknown>
  >;
  if (type === 'ExecutionRedriven') return `runs again: redrive ${redriveCount}`;
  if (type === 'TaskSubmitted') return waitText(String(resource), parseJson(output));
  const why = failureText(error, cause);
  return why === '' ? type : `${type}: ${why}`;
}

/** A task waits for its token, or for the execution that it has started. */
function waitText(resource: string, output: unknown): string {
  if (resource.endsWith('.waitForTaskToken')) return 'sleeps until its token comes back';
  const { ExecutionArn: started } = Object(output) as { readonly ExecutionArn?: unknown };
  return `waits for the end of ${started === undefined ? 'what it has started' : nameOf(started)}`;
}
