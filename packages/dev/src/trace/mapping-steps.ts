import type { LogEntry } from '@callback-relay/local';
import { aboutInvocation } from './about.ts';
import type { Links } from './links.ts';
import type { TraceStep } from './trace-step.ts';

type MappingEntry = Extract<LogEntry, { kind: 'mapping' }>;

/** A failure of the function has a line of its own, and records that come again are none: the next receive has them. */
export function mappingSteps(
  { functionName, result, requestId }: MappingEntry,
  links: Links,
): readonly TraceStep[] {
  if (result === 'OK') return [];
  const comesAgain = againText(result);
  const about = { ...aboutInvocation(requestId, links), actor: functionName };
  return comesAgain === undefined
    ? [{ ...about, text: `mapping: ${result}`, tone: 'bad' }]
    : [{ ...about, text: comesAgain, tone: 'quiet' }];
}

/** In Lambda's words of a mapping's last result. */
function againText(result: string): string | undefined {
  if (result === 'PROBLEM: Function call failed') return 'the batch is tried again';
  const [, failed, all] = /^PROBLEM: (\d+) of (\d+) records failed$/.exec(result) ?? [];
  if (failed !== undefined) return `returns ${failed} of ${all} messages to its queue`;
  const [, left] = /^PROBLEM: (\d+) records are left to try again$/.exec(result) ?? [];
  return left && `${left} records of its stream are tried again`;
}
