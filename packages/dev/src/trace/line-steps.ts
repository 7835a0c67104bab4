import type { LogEntry } from '@callback-relay/local';
import { correlationIdOf, parseJson } from './correlation.ts';
import type { Links } from './links.ts';
import type { TraceStep } from './trace-step.ts';

type LineEntry = Extract<LogEntry, { kind: 'line' }>;

/** A metrics library's remark on an invocation that had nothing to measure. */
const NO_METRICS = 'No application metrics to publish';

/** A line that a function printed: JSON as structured loggers write it, or plain text. */
export function lineSteps({ functionName, requestId, text }: LineEntry, links: Links): readonly TraceStep[] {
  if (isMetric(text) || text.includes(NO_METRICS)) return [];
  const line = parseJson(text);
  const correlationIds = callbacksOf(line, requestId, links);
  const executionArn = correlationIds.length === 1 ? links.executionOf(correlationIds[0]) : undefined;
  const more = { correlationIds, ...(executionArn !== undefined && { executionArn }), actor: functionName };
  if (typeof line !== 'object' || line === null)
    return [{ ...more, text: withoutHead(text), tone: isError(text) ? 'bad' : 'quiet' }];
  const { message, level, verdict } = line as Record<string, unknown>;
  const said = [message, verdict].filter((part) => typeof part === 'string').join(' ');
  return [
    {
      ...more,
      ...(typeof verdict === 'string' && { station: 'verdict' as const }),
      text: said === '' ? text : said,
      tone: level === 'ERROR' || level === 'WARN' ? 'bad' : 'quiet',
    },
  ];
}

/** The line's own callback, else those of the invocation that printed it. */
function callbacksOf(line: unknown, requestId: string | undefined, links: Links): readonly string[] {
  const own = correlationIdOf(line);
  return own === undefined ? links.callbacksOfInvocation(requestId) : [own];
}

/** CloudWatch's embedded metric format. */
function isMetric(text: string): boolean {
  return text.startsWith('{"_aws":');
}

/** What console.error and console.warn print. */
function isError(text: string): boolean {
  return /^\d{4}-\S+\t\S+\t(ERROR|WARN)\t/.test(text);
}

/** The console's lines begin with time, request ID and level. */
function withoutHead(text: string): string {
  return /^\d{4}-\S+\t\S+\t[A-Z]+\t(.*)$/s.exec(text)?.[1] ?? text;
}
