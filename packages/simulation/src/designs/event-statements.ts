import {
  type EventEnvelope,
  limits,
  operatorSource,
  resultSchema,
  resultTypes,
  utf8Bytes,
} from '@callback-relay/contract';
import { z } from 'zod';
import { parties } from '../scenario/parties.ts';
import type { Attempt } from '../services/execution.ts';
import { unacceptable } from '../services/step-functions.ts';
import { answerOf, type Statement } from './statement.ts';

/** A token was stored under a correlation ID. */
export interface Opening {
  readonly correlationId: string;
  readonly token: string;
  readonly at: number;
}

/** An event that answers a callback, whether or not it can be delivered. */
export interface AnswerEvent {
  readonly event: EventEnvelope;
  readonly attempt: Attempt;
  /** The result was published before its callback was open. */
  readonly isEarly: boolean;
  readonly statement: Statement;
}

const answerSchema = z.object({ correlationId: z.string() });

/** The correlation ID that an event names, readable or not. */
export function correlationIdIn(event: EventEnvelope): string | undefined {
  const detail = answerSchema.safeParse(event.detail);
  return detail.success ? detail.data.correlationId : undefined;
}

/**
 * Which events were an answer to which callback, seen from outside: the callback that was open under the
 * correlation ID when the event was published, or else the first one ever, when that was opened within `parkedFor`
 * milliseconds. Events of those who may not answer, and heartbeats, are none.
 */
export function answersOf(
  events: readonly EventEnvelope[],
  openings: readonly Opening[],
  attempts: readonly Attempt[],
  parkedFor: number,
  answerTo: (event: EventEnvelope) => string | undefined = deliverable,
): AnswerEvent[] {
  const byToken = new Map(attempts.map((attempt) => [attempt.token, attempt]));
  const byId = Map.groupBy(openings, ({ correlationId }) => correlationId);
  return events.flatMap((event) => {
    if (event['detail-type'] !== resultTypes.succeeded && event['detail-type'] !== resultTypes.failed)
      return [];
    const correlationId = correlationIdIn(event);
    if (correlationId === undefined) return [];
    const at = Date.parse(event.time ?? '');
    const ofId = (byId.get(correlationId) ?? []).toSorted((a, b) => a.at - b.at);
    const isEarly = ofId[0] !== undefined && ofId[0].at > at;
    const opening = isEarly ? ofId.find((each) => each.at - at <= parkedFor) : openAt(ofId, byToken, at);
    const attempt = opening === undefined ? undefined : byToken.get(opening.token);
    if (attempt === undefined || !mayAnswer(attempt, event)) return [];
    return [{ event, attempt, isEarly, statement: { token: attempt.token, at, answer: answerTo(event) } }];
  });
}

function openAt(
  openings: readonly Opening[],
  attempts: ReadonlyMap<string, Attempt>,
  at: number,
): Opening | undefined {
  return openings.findLast((opening) => {
    const end = attempts.get(opening.token)?.end;
    return opening.at <= at && (end === undefined || end.at > at);
  });
}

export function mayAnswer({ task }: Attempt, event: EventEnvelope): boolean {
  const { source, account } = event;
  if (source === operatorSource) return account === parties.homeAccount;
  const { allowedSources, allowedAccounts } = task.request;
  return allowedSources.includes(source) && (allowedAccounts?.includes(account) ?? true);
}

/** The outcome that the event stands for; undefined when it breaks the contract or is too large. */
export function deliverable(event: EventEnvelope): string | undefined {
  if (event.source === operatorSource && event.account !== parties.homeAccount) return undefined;
  if (typeof event.detail === 'object' && event.detail !== null && 'taskToken' in event.detail)
    return undefined;
  const result = resultSchema.safeParse({ type: event['detail-type'], detail: event.detail });
  if (!result.success) return undefined;
  const { type, detail } = result.data;
  if (type === resultTypes.heartbeat) return undefined;
  if (type === resultTypes.failed)
    return answerOf({ kind: 'failure', error: detail.error, cause: detail.cause });
  const output = JSON.stringify(detail.output);
  if (output.includes(unacceptable)) return undefined;
  return utf8Bytes(output) > limits.outputBytes ? undefined : answerOf({ kind: 'success', output });
}
