import type { LogEntry } from '@callback-relay/local';
import { parseJson } from './correlation.ts';
import type { Links } from './links.ts';
import { readRow } from './row.ts';

/** Takes from an entry of the log what belongs to what. */
export function learn(entry: LogEntry, links: Links): void {
  if (entry.kind === 'invoking') links.learnInvocation(entry.requestId, entry.payload);
  if (entry.kind === 'line') links.learnLine(entry.functionName, entry.requestId, parseJson(entry.text));
  if (entry.kind === 'call') learnRow(entry, links);
  if (entry.kind === 'history') learnTask(entry, links);
}

/** The relay reads the row before it answers: of a callback that an earlier run has opened nothing else is heard. */
function learnRow({ service, output, caller }: Extract<LogEntry, { kind: 'call' }>, links: Links): void {
  if (service !== 'dynamodb' || typeof output !== 'object' || output === null) return;
  const { Attributes, Item } = output as Readonly<Record<string, unknown>>;
  const row = readRow(Attributes ?? Item);
  if (row === undefined || !('taskToken' in row)) return;
  const { correlationId, execution, taskToken } = row;
  if (links.executionOf(correlationId) !== undefined && links.callbackOfToken(taskToken) !== undefined)
    return;
  const executionArn = `arn:aws:states:${caller.region}:${caller.account}:execution:${execution}`;
  links.learnWaiting(correlationId, executionArn, taskToken);
}

function learnTask({ executionArn, event }: Extract<LogEntry, { kind: 'history' }>, links: Links): void {
  // What comes after the task is about the execution again.
  if (!/^Task(?!State)/.test(event.type)) return;
  const { id, previousEventId, taskScheduledEventDetails: scheduled } = event;
  links.learnTask(executionArn, {
    ...{ id, previousEventId },
    ...(scheduled !== undefined && { parameters: parseJson(scheduled.parameters) ?? null }),
  });
}
