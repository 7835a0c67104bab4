import { type EventEnvelope, resultTypes, type Verdict } from '@callback-relay/contract';
import { correlationIdIn } from '../designs/event-statements.ts';
import { GRACE } from '../designs/statement.ts';
import { misspeltType } from '../scenario/foreign-event.ts';
import { workItemOf } from '../scenario/scenario.ts';
import { type Attempt, taskName } from '../services/execution.ts';
import type { Queue } from '../services/queue.ts';
import { isWithdrawnBesideAnother } from './claimed-twice.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 1. Every result event that EventBridge accepted ends in exactly one verdict: published more than once it is
 * the same one; only `parked` may come before it, and `undeliverable` before what a redrive brings. A heartbeat is
 * of its moment: it has a verdict too, and one that is delivered again is decided again. A detail-type that is misspelt is `invalid`. Nothing is left in a queue.
 * And a callback to which a valid result was published is settled, unless the task ended first: of a task that
 * times out, an hour must have been left after the result, the faults and the redrive. The same holds for the
 * result of a worker that had the request: it gets to the bus.
 */
export function noResultIsLost(evidence: Evidence): Finding {
  const { results, attempts, recordedOf, moments } = evidence;
  const unjudged = results.flatMap((event) => {
    const all = withoutForbidden(finalVerdicts(recordedOf(event.id)), event, evidence);
    const pair = results.filter(({ id }) => id === event.id);
    const verdicts =
      pair.length > 1
        ? ofPair(
            all,
            pair.some((one) => evidence.answerTo(one) === undefined),
          )
        : all;
    const isOne =
      event['detail-type'] === resultTypes.heartbeat ? verdicts.length > 0 : verdicts.length === 1;
    const isKnownGap = verdicts.length === 2 && verdicts.includes('delivered');
    return isOne || (isKnownGap && isWithdrawnBesideAnother(evidence, event.id))
      ? []
      : [`${event.id} has the verdicts [${verdicts.join(', ')}]`];
  });
  const misspelt = evidence.bus
    .accepted()
    .filter((event) => event['detail-type'] === misspeltType)
    .filter(({ id }) => finalVerdicts(recordedOf(id)).join() !== 'invalid')
    .map(({ id }) => `${id} has a detail-type that is one letter off, and no verdict that says so`);
  const lost = attempts
    .filter((attempt) => evidence.fate(attempt) === 'lost')
    .map(
      (attempt) => `${taskName(attempt)} attempt ${attempt.retryCount} timed out, and its result was there`,
    );
  const left = [evidence.relayQueue, evidence.deferredQueue, evidence.requestQueue].flatMap((guarded) => [
    ...remains(guarded.queue),
    ...remains(guarded.deadLetters),
  ]);
  const answered = evidence.answers.filter(
    ({ attempt, statement }) => Math.max(statement.at, moments.recoveredAt) + GRACE < attempt.deadline,
  );
  const silent = attempts
    .filter((attempt) => isUnanswered(attempt, evidence))
    .map((attempt) => `${taskName(attempt)} was worked on, and nothing came to the bus`);
  return {
    tested: results.length + answered.length,
    violations: [...unjudged, ...misspelt, ...lost, ...silent, ...left],
  };
}

/** Of two results with one event ID the first counts, and the other conflicts with it; what is broken is so wherever it comes. */
function ofPair(verdicts: readonly Verdict[], isOneBroken: boolean): readonly Verdict[] {
  const first = verdicts.filter((verdict) => verdict !== 'conflicting');
  const whole = isOneBroken ? first.filter((verdict) => verdict !== 'invalid') : first;
  return [whole, first, verdicts].find(({ length }) => length > 0) ?? [];
}

/** What one opening of a key forbids, the next may allow: a redelivered event is judged by who may answer then. */
function withoutForbidden(verdicts: Verdict[], event: EventEnvelope, { table }: Evidence): Verdict[] {
  const openings = table.openings().filter(({ opening }) => opening.correlationId === correlationIdIn(event));
  const isReopened = openings.length > 1 && verdicts.length > 1;
  return isReopened ? verdicts.filter((verdict) => verdict !== 'forbidden') : verdicts;
}

function isUnanswered(
  attempt: Attempt,
  { scenario, moments, requestBodies, ...evidence }: Evidence,
): boolean {
  const correlationId = evidence.correlationIdOf(attempt);
  return (
    workItemOf(scenario, attempt).answeredBy === 'worker' &&
    attempt.end?.how === 'timed-out' &&
    Math.max(attempt.startedAt, moments.recoveredAt) + GRACE < attempt.deadline &&
    requestBodies.some((body) => correlationId !== undefined && body.includes(`"${correlationId}"`)) &&
    evidence.answersTo(attempt).length === 0
  );
}

function remains({ name, bodies, expired }: Queue): string[] {
  return [
    ...(bodies().length > 0 ? [`${bodies().length} messages are left in ${name}`] : []),
    ...(expired().length > 0 ? [`${expired().length} messages have passed the retention of ${name}`] : []),
  ];
}
