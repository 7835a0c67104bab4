import { resultTypes } from '@callback-relay/contract';
import { GRACE } from '../designs/statement.ts';
import { taskName } from '../services/execution.ts';
import type { Queue } from '../services/queue.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 1. Every result event that EventBridge accepted ends in exactly one verdict: told more than once it is the
 * same one; only `parked` may come before it, and `undeliverable` before what a redrive brings. A heartbeat is of its
 * moment: it has a verdict too, and one that is delivered again is judged again. Nothing is left in a queue. And a
 * callback to which a valid result was published is settled, unless the task ended first: of a task that times out, an
 * hour must have been left after the result, the faults and the redrive.
 */
export function noResultIsLost(evidence: Evidence): Finding {
  const { results, attempts, judgedOf, moments } = evidence;
  const unjudged = results.flatMap((event) => {
    const verdicts = finalVerdicts(judgedOf(event.id));
    const isOne =
      event['detail-type'] === resultTypes.heartbeat ? verdicts.length > 0 : verdicts.length === 1;
    return isOne ? [] : [`${event.id} has the verdicts [${verdicts.join(', ')}]`];
  });
  const lost = attempts
    .filter((attempt) => evidence.fate(attempt) === 'lost')
    .map(
      (attempt) => `${taskName(attempt)} attempt ${attempt.retryCount} timed out, and its result was there`,
    );
  const left = [evidence.relayQueue, evidence.requestQueue].flatMap((guarded) => [
    ...remains(guarded.queue),
    ...remains(guarded.deadLetters),
  ]);
  const answered = evidence.answerings.filter(
    ({ attempt, statement }) => Math.max(statement.at, moments.recoveredAt) + GRACE < attempt.deadline,
  );
  return { tested: results.length + answered.length, violations: [...unjudged, ...lost, ...left] };
}

function remains({ name, bodies, expired }: Queue): string[] {
  return [
    ...(bodies().length > 0 ? [`${bodies().length} messages are left in ${name}`] : []),
    ...(expired().length > 0 ? [`${expired().length} messages have passed the retention of ${name}`] : []),
  ];
}
