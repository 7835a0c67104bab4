import type { LogEntry } from '../boot/log.ts';
import { callHops, nameOf } from './call-hops.ts';
import { correlationIdOf, correlationIdOfRow, parseJson } from './correlation.ts';
import type { Hop } from './hop.ts';

/** Follows callbacks: what the log tells, with the callback that each step belongs to. */
export function createHopReader(): (entry: LogEntry) => readonly Hop[] {
  // Rows that name both lead from an execution, and from a task token, to the callback that waits.
  const waiting = new Map<string, string>();

  return (entry) => {
    switch (entry.kind) {
      case 'call':
        learn(entry, waiting);
        return callHops(entry, waiting.get(String(entry.input.taskToken)));
      case 'line':
        return isMetric(entry.text) ? [] : [lineHop(entry.functionName, entry.text)];
      case 'invocation':
        return entry.functionError === undefined ? [] : [failedInvocation(entry)];
      case 'history':
        return executionHops(entry, waiting);
      case 'delivery':
        return deliveryHops(entry);
      case 'mapping':
        return entry.result === 'OK'
          ? []
          : [{ actor: entry.functionName, text: `mapping: ${entry.result}`, tone: 'bad' }];
    }
  };
}

/** Characters; nothing else that a row holds is as long. */
const SHORTEST_TOKEN = 300;

function learn({ service, input }: Extract<LogEntry, { kind: 'call' }>, waiting: Map<string, string>): void {
  if (service !== 'dynamodb') return;
  const row = { ...(input.Key as object | undefined), ...(input.Item as object | undefined) };
  const correlationId = correlationIdOfRow(row);
  const texts = Object.values({ ...row, ...(input.ExpressionAttributeValues as object | undefined) });
  if (correlationId === undefined) return;
  for (const value of texts) {
    const { S: key = '' } = value as { S?: string };
    if (key.includes(':execution:') || key.length >= SHORTEST_TOKEN) waiting.set(key, correlationId);
  }
}

function lineHop(actor: string, text: string): Hop {
  const line = parseJson(text);
  const correlationId = correlationIdOf(line);
  if (line === null || typeof line !== 'object') return { actor, text: withoutHead(text), tone: 'quiet' };
  const { message, level, verdict } = line as Record<string, unknown>;
  const said = [message, verdict].filter((part) => typeof part === 'string').join(' ');
  const bad = level === 'ERROR' || level === 'WARN';
  return {
    ...(correlationId !== undefined && { correlationId }),
    actor,
    text: said === '' ? text : said,
    tone: bad ? 'bad' : 'quiet',
  };
}

/** CloudWatch's embedded metric format. */
function isMetric(text: string): boolean {
  return text.startsWith('{"_aws":');
}

/** The console's lines begin with time, request ID and level. */
function withoutHead(text: string): string {
  return /^\d{4}-\S+\t\S+\t[A-Z]+\t(.*)$/.exec(text)?.[1] ?? text;
}

function failedInvocation({
  functionName,
  payload,
  requestId,
}: Extract<LogEntry, { kind: 'invocation' }>): Hop {
  const { errorType, errorMessage } = parseJson(payload) as { errorType: string; errorMessage: string };
  return { actor: functionName, text: `failed (${requestId}): ${errorType}: ${errorMessage}`, tone: 'bad' };
}

/** What shows on the surface of an execution; its steps are in GetExecutionHistory. */
const surfaced: Readonly<Record<string, Hop['tone']>> = {
  TaskSubmitted: 'plain',
  TaskSucceeded: 'good',
  TaskFailed: 'bad',
  TaskTimedOut: 'bad',
  ExecutionSucceeded: 'good',
  ExecutionFailed: 'bad',
  ExecutionTimedOut: 'bad',
  ExecutionAborted: 'bad',
};

function executionHops(
  { executionArn, event }: Extract<LogEntry, { kind: 'history' }>,
  waiting: Map<string, string>,
): readonly Hop[] {
  const tone = surfaced[event.type];
  if (tone === undefined) return [];
  const correlationId = waiting.get(executionArn);
  if (event.type.startsWith('Execution')) waiting.delete(executionArn);
  const text = `${nameOf(executionArn)}: ${event.type === 'TaskSubmitted' ? 'sleeps until its token comes back' : event.type}`;
  return [{ ...(correlationId !== undefined && { correlationId }), actor: 'execution', text, tone }];
}

function deliveryHops({ delivery, outcome }: Extract<LogEntry, { kind: 'delivery' }>): readonly Hop[] {
  const { event, ruleName, target } = delivery;
  const correlationId = correlationIdOf(event);
  const done = outcome === 'delivered';
  return [
    {
      ...(correlationId !== undefined && { correlationId }),
      actor: `rule ${ruleName}`,
      text: `${done ? 'delivers' : outcome} "${event['detail-type']}" to ${nameOf(target.Arn)}`,
      tone: done ? 'plain' : 'bad',
    },
  ];
}
