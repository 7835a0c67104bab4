import type { Links } from './links.ts';
import type { TraceStep } from './trace-step.ts';

type About = Pick<TraceStep, 'correlationIds' | 'executionArn'>;

/** One callback, with the execution that waits for it. */
export function about(correlationId: string | undefined, links: Links): About {
  const executionArn = links.executionOf(correlationId);
  return {
    correlationIds: correlationId === undefined ? [] : [correlationId],
    ...(executionArn !== undefined && { executionArn }),
  };
}

/** Several callbacks, with the execution where it is the same of all. */
export function aboutAll(correlationIds: readonly string[], links: Links): About {
  const [executionArn, ...others] = new Set(correlationIds.map(links.executionOf));
  return { correlationIds, ...(executionArn !== undefined && others.length === 0 && { executionArn }) };
}

/** The callbacks of an invocation. */
export function aboutInvocation(requestId: string | undefined, links: Links): About {
  return aboutAll(links.callbacksOfInvocation(requestId), links);
}
