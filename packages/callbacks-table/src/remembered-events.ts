import type { Verdict } from '@callback-relay/contract';
import type { Answered, CallbackRow } from './callback-row.ts';

/** Events whose verdict a row remembers: about 10 KB, far more than a queue redelivers under one key. */
const REMEMBERED_EVENTS = 100;

/** What the row has answered to an event, if it has: a claim that did not reach Step Functions is not an answer. */
export function answerTo(
  { answers }: Pick<CallbackRow, 'answers'>,
  eventId: string,
): (Answered & { readonly verdict: Verdict }) | undefined {
  const answer = Object.hasOwn(answers, eventId) ? answers[eventId] : undefined;
  return answer?.verdict === undefined ? undefined : { ...answer, verdict: answer.verdict };
}

/**
 * The event IDs that a row forgets when it takes in one more: the oldest, beyond what it remembers, and never the one
 * that the row was claimed for, which all others are compared with.
 */
export function forgottenBy(row: CallbackRow): readonly string[] {
  const surplus = Object.keys(row.answers).length + 1 - REMEMBERED_EVENTS;
  if (surplus <= 0) return [];
  const first = 'answeredBy' in row ? row.answeredBy : undefined;
  return Object.entries(row.answers)
    .filter(([eventId]) => eventId !== first)
    .sort(([, a], [, b]) => a.at - b.at)
    .slice(0, surplus)
    .map(([eventId]) => eventId);
}
