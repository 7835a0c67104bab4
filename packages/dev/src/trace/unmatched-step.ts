import { relaySource } from '@callback-relay/contract';
import type { LogEntry } from '@callback-relay/local';
import { about } from './about.ts';
import { correlationIdOf } from './correlation.ts';
import type { Links } from './links.ts';
import type { TraceStep } from './trace-step.ts';

type UnmatchedEntry = Extract<LogEntry, { kind: 'unmatched' }>;

export function unmatchedStep(entry: UnmatchedEntry, links: Links): TraceStep {
  const { event, busName, nearest, missed } = entry;
  return {
    ...about(correlationIdOf(event), links),
    actor: `bus ${busName}`,
    text: `"${event['detail-type']}" from ${event.source} matched no rule${hint(entry)}`,
    // Verdicts and notices need no taker; what a worker publishes does.
    tone: event.source === relaySource || (nearest ?? missed) === undefined ? 'quiet' : 'bad',
  };
}

/** What the publisher, or the rule, has to change. */
function hint({ nearest, missed, event }: UnmatchedEntry): string {
  if (missed?.isDisabled) return `; the rule ${missed.ruleName} matches it, but is disabled`;
  if (missed !== undefined)
    return `; a rule of another bus matches it: ${missed.ruleName} of ${missed.busName}`;
  // The relay's own events are as they should be.
  if (nearest === undefined || event.source === relaySource) return '';
  const { detailType, source, ruleName } = nearest;
  const wanted = [
    ...(detailType === undefined ? [] : [`the nearest detail-type that a rule asks for is "${detailType}"`]),
    ...(source === undefined ? [] : [`the nearest source that a rule asks for is "${source}"`]),
  ];
  if (wanted.length === 0)
    return `; the rule ${ruleName} asks for this detail-type and source, and for something else besides`;
  return `; ${wanted.join(', ')} (${ruleName})`;
}
