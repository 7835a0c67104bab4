import type { LogEntry } from '@callback-relay/local';
import { about, aboutInvocation } from './about.ts';
import { callSteps } from './call-steps.ts';
import { correlationIdOf, executionArnOf, parseJson } from './correlation.ts';
import { executionSteps } from './execution-steps.ts';
import { learn } from './learn.ts';
import { lineSteps } from './line-steps.ts';
import { createLinks, type Links } from './links.ts';
import { mappingSteps } from './mapping-steps.ts';
import { nameOf, type TraceStep } from './trace-step.ts';
import { unmatchedStep } from './unmatched-step.ts';

/**
 * Follows callbacks through the system: takes what the local runtime's log reports, and gives the steps that it shows,
 * each with its callback and its execution as far as they are known. It knows the contract, the input of a requester
 * function, and the line by which a requester says which callback it opens for which execution.
 */
export function createCallbackTrace(): (entry: LogEntry) => readonly TraceStep[] {
  return traceWith(createLinks());
}

/** The same, with what is known already. */
export function traceWith(links: Links): (entry: LogEntry) => readonly TraceStep[] {
  return (entry) => {
    learn(entry, links);
    return stepsOf(entry, links);
  };
}

function stepsOf(entry: LogEntry, links: Links): readonly TraceStep[] {
  switch (entry.kind) {
    case 'call':
      return stepsOfCall(entry, links);
    case 'line':
      return lineSteps(entry, links);
    case 'invocation':
      return entry.functionError === undefined ? [] : [failedInvocation(entry, links)];
    case 'history':
      return executionSteps(entry, links);
    case 'delivery':
      return [deliveryStep(entry, links)];
    case 'unmatched':
      return [unmatchedStep(entry, links)];
    case 'mapping':
      return mappingSteps(entry, links);
    case 'invoking':
    case 'item':
    case 'chaos':
      return [];
  }
}

function stepsOfCall(call: Extract<LogEntry, { kind: 'call' }>, links: Links): readonly TraceStep[] {
  const { caller, service, operation } = call;
  const error = call.error as Error | undefined;
  // A rule's delivery is reported as such.
  if (caller.servicePrincipal === 'events.amazonaws.com') return [];
  const actor =
    caller.sessionName ?? caller.servicePrincipal ?? (caller.roleArn ? nameOf(caller.roleArn) : 'you');
  const why = error === undefined ? '' : `: ${error.name}: ${error.message}`;
  const tone = toneOf(error);
  const steps = callSteps(call, links);
  if (steps === undefined)
    return error === undefined
      ? []
      : [{ correlationIds: [], actor, text: `${service}:${operation}${why}`, tone }];
  return steps.map(({ station, correlationId, executionArn, text, refusal }) => ({
    ...(station !== undefined && error === undefined && { station }),
    ...about(correlationId, links),
    ...(executionArn !== undefined && {
      executionArn,
      correlationIds: links.callbacksOfExecution(executionArn),
    }),
    actor,
    text: `${text}${refusal === undefined ? why : `: ${refusal}`}`,
    tone: refusal === undefined ? tone : ('bad' as const),
  }));
}

/** A condition that does not hold is an answer: the caller asked whether it does. */
function toneOf(error: Error | undefined): TraceStep['tone'] {
  if (error === undefined) return 'plain';
  return error.name === 'ConditionalCheckFailedException' ? 'quiet' : 'bad';
}

function failedInvocation(
  { functionName, payload, requestId }: Extract<LogEntry, { kind: 'invocation' }>,
  links: Links,
): TraceStep {
  const { errorType, errorMessage } = parseJson(payload) as { errorType: string; errorMessage: string };
  return {
    ...aboutInvocation(requestId, links),
    actor: functionName,
    text: `failed (${requestId}): ${errorType}: ${errorMessage}`,
    tone: 'bad',
  };
}

function deliveryStep(
  { delivery, outcome, failure }: Extract<LogEntry, { kind: 'delivery' }>,
  links: Links,
): TraceStep {
  const { event, ruleName, target } = delivery;
  const done = outcome === 'delivered';
  const executionArn = executionArnOf(event);
  const why = failure === undefined ? '' : `: ${failure.code}: ${failure.message}`;
  return {
    ...(done && executionArn === undefined && { station: 'result-delivered' as const }),
    ...about(correlationIdOf(event), links),
    ...(executionArn !== undefined && {
      executionArn,
      correlationIds: links.callbacksOfExecution(executionArn),
    }),
    actor: `rule ${ruleName}`,
    text: `${done ? 'delivers' : outcome} "${event['detail-type']}" to ${nameOf(target.Arn)}${why}`,
    tone: done ? 'plain' : 'bad',
  };
}
