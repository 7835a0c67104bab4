import type { LogEntry } from '@callback-relay/local';
import { aboutAll } from './about.ts';
import { correlationIdOf, parseJson } from './correlation.ts';
import type { Links } from './links.ts';
import { type StructuredLine, structuredLine } from './structured-line.ts';
import type { TraceStep } from './trace-step.ts';

type LineEntry = Extract<LogEntry, { kind: 'line' }>;

/** A metrics library's remark on an invocation that had nothing to measure. */
const NO_METRICS = 'No application metrics to publish';

/** A line that a function printed: JSON as structured loggers write it, or plain text. */
export function lineSteps({ functionName, requestId, text }: LineEntry, links: Links): readonly TraceStep[] {
  if (isMetric(text) || text.includes(NO_METRICS) || text.trim() === '') return [];
  const line = parseJson(text);
  const { verdict, said, isProblem } = structuredLine(line) ?? plainLine(text);
  return [
    {
      ...(verdict !== undefined && { station: 'verdict' as const }),
      ...aboutAll(callbacksOf(line, requestId, links), links),
      actor: functionName,
      text: said ?? text,
      tone: isProblem ? 'bad' : 'quiet',
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

/** The console's lines begin with time, request ID and level. */
function plainLine(text: string): StructuredLine {
  const [, level, said] = /^\d{4}-\S+\t\S+\t([A-Z]+)\t(.*)$/s.exec(text) ?? [];
  return { said: said ?? text, isProblem: level === 'ERROR' || level === 'WARN' };
}
