import { correlationIdIn } from '../designs/event-statements.ts';
import { taskName } from '../services/execution.ts';
import type { SentCall } from '../system/relay-archive.ts';
import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 5. A throttle, a 5xx or a lost answer uses no callback up: nothing is `undeliverable` while its task
 * still waits, no requester's failure that a retry may help is without a Retry, and a result that met such a fault, or was redriven, settles its callback when the faults end. Put
 * to the test by every batch of the relay that met a fault.
 */
export function transientIsNotPoison({ archive, answers, attempts, fate }: Evidence): Finding {
  const troubled = archive.batches.filter(({ faults, sent }) => faults.length > 0 || sent.some(isTransient));
  const metFault = new Set(
    troubled.flatMap(({ faults }) => faults.map(({ correlationId }) => correlationId)),
  );
  const turnedAway = new Set(
    troubled.flatMap(({ sent }) => sent.filter(isTransient).map(({ token }) => token)),
  );
  const refused = new Set(
    archive.batches.flatMap(({ sent }) =>
      sent.filter(({ answer }) => answer === 'InvalidToken').map(({ token }) => token),
    ),
  );
  const byEvent = new Map(answers.map((answer) => [answer.event.id, answer]));
  const givenUp = archive.recorded.flatMap(({ at, record }) => {
    const attempt = byEvent.get(record.event.id)?.attempt;
    if (record.verdict !== 'undeliverable' || attempt === undefined) return [];
    // Step Functions has said that it will never take this token.
    if (refused.has(attempt.token)) return [];
    const waits = attempt.end === undefined || attempt.end.at > at;
    return waits ? [`${record.event.id} was given up while its task waited`] : [];
  });
  const unnamed = attempts
    .filter(({ end }) => end?.how === 'function-failed' && isTransientError(end.error ?? ''))
    .filter(({ end, task }) => !task.retry.some(({ errorEquals }) => errorEquals.includes(end?.error ?? '')))
    .map((attempt) => `${taskName(attempt)} failed for ${attempt.end?.error}, which no Retry names`);
  const lost = attempts.filter((attempt) => fate(attempt) === 'lost');
  const usedUp = lost.filter(
    (attempt) =>
      turnedAway.has(attempt.token) ||
      answers.some((each) => each.attempt === attempt && metFault.has(correlationIdIn(each.event))),
  );
  return {
    tested: troubled.length,
    violations: [
      ...givenUp,
      ...unnamed,
      ...usedUp.map((attempt) => `${taskName(attempt)} met a fault, and was never settled`),
    ],
  };
}

/** Of the requester function: everything but what it refuses for good, which it says under a name of its own. */
function isTransientError(name: string): boolean {
  return !name.startsWith('CallbackRelay.') || name === 'CallbackRelay.PublishFailed';
}

function isTransient({ answer }: SentCall): boolean {
  return answer !== undefined && transientErrors.includes(answer);
}

/** What the simulated network and the quota throw. */
const transientErrors = ['ThrottlingException', 'InternalServerError', 'TimeoutError'];
