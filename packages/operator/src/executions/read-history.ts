import { type HistoryEvent, paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import { openingIdOf } from '@callback-relay/callbacks-table';
import { attempt } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { notFound } from './executions.ts';
import { redactTokens } from './redact.ts';

/**
 * An execution's history, oldest event first, tokens taken out. It needs a right of its own: what AWS answers holds them.
 * @throws OperatorError `not-found`, `access-denied`
 */
export async function readHistory(stage: Stage, executionArn: string): Promise<readonly HistoryEvent[]> {
  return (await rawHistory(stage, executionArn)).map(redactTokens);
}

async function rawHistory(
  { clients: { sfn } }: Stage,
  executionArn: string,
): Promise<readonly HistoryEvent[]> {
  return attempt('reading the history', async () => {
    const events: HistoryEvent[] = [];
    try {
      const pages = paginateGetExecutionHistory({ client: sfn, pageSize: 1000 }, { executionArn });
      for await (const page of pages) events.push(...(page.events ?? []));
    } catch (error) {
      notFound(error);
    }
    return events;
  });
}

/** What a history says of one opening of a callback. Times are ISO 8601. */
export interface TaskHistory {
  readonly scheduledAt?: string;
  readonly submittedAt?: string;
  readonly stateName?: string;
  readonly payload?: unknown;
  readonly requestQueueUrl?: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** How the attempt ended. */
  readonly end?: {
    readonly type: string;
    readonly at?: string;
    readonly error?: string;
    readonly cause?: string;
  };
}

/** The part of the history that one opening is about: found by the digest of its token. Undefined where it is not there. */
export async function readTaskHistory(
  stage: Stage,
  executionArn: string,
  openingId: string,
): Promise<TaskHistory | undefined> {
  const events = await rawHistory(stage, executionArn);
  for (const event of events) {
    const parameters = parametersOf(event);
    const request = parameters === undefined ? undefined : requestIn(parameters, openingId);
    if (request !== undefined) return redactTokens(taskHistory(events, event, request));
  }
  return undefined;
}

type Json = Readonly<Record<string, unknown>>;

function parametersOf({ taskScheduledEventDetails: details }: HistoryEvent): Json | undefined {
  try {
    return details?.parameters === undefined ? undefined : (JSON.parse(details.parameters) as Json);
  } catch {
    return undefined;
  }
}

/** What the task passed to the requester, where it holds the token of this opening. */
function requestIn(parameters: Json, openingId: string): Json | undefined {
  const payload = parameters.Payload as Json | undefined;
  const token = payload?.taskToken;
  return typeof token === 'string' && openingIdOf(token) === openingId ? payload : undefined;
}

const ends = /^Task(Succeeded|Failed|TimedOut|StateAborted)$/;

function taskHistory(events: readonly HistoryEvent[], scheduled: HistoryEvent, request: Json): TaskHistory {
  const after = followers(events, scheduled.id ?? 0);
  const submitted = after.find(({ type }) => type === 'TaskSubmitted');
  const end = after.find(({ type }) => ends.test(type ?? ''));
  const { timeoutInSeconds, heartbeatInSeconds } = scheduled.taskScheduledEventDetails ?? {};
  return {
    ...at('scheduledAt', scheduled),
    ...at('submittedAt', submitted),
    ...(typeof request.stateName === 'string' && { stateName: request.stateName }),
    ...(request.payload !== undefined && { payload: request.payload }),
    ...(typeof request.requestQueueUrl === 'string' && { requestQueueUrl: request.requestQueueUrl }),
    ...(timeoutInSeconds !== undefined && { timeoutSeconds: timeoutInSeconds }),
    ...(heartbeatInSeconds !== undefined && { heartbeatSeconds: heartbeatInSeconds }),
    ...(end !== undefined && { end: endOf(end) }),
  };
}

/** The events of one attempt: each follows the one before it, up to the next attempt. */
function followers(events: readonly HistoryEvent[], id: number): HistoryEvent[] {
  const found: HistoryEvent[] = [];
  let last = id;
  for (const event of events) {
    if (event.previousEventId !== last || event.id === undefined || event.id <= id) continue;
    if (event.type === 'TaskScheduled') break;
    found.push(event);
    last = event.id;
  }
  return found;
}

function endOf(event: HistoryEvent) {
  const details = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails;
  return {
    type: event.type ?? '',
    ...at('at', event),
    ...(details?.error !== undefined && { error: details.error }),
    ...(details?.cause !== undefined && { cause: details.cause }),
  };
}

function at<Name extends string>(
  name: Name,
  event: HistoryEvent | undefined,
): { readonly [Member in Name]?: string } {
  const time = event?.timestamp?.toISOString();
  return (time === undefined ? {} : { [name]: time }) as { readonly [Member in Name]?: string };
}
