import type { EventEnvelope } from '@callback-relay/contract';
import { correlationIdIn } from '../designs/event-statements.ts';
import { answerOf } from '../designs/statement.ts';
import type { Attempt } from '../services/execution.ts';
import { taskName } from '../services/execution.ts';
import type { RelayBatch, SentCall } from '../system/relay-archive.ts';
import { isWithdrawnBesideAnother } from './claimed-twice.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 4. The event whose outcome Step Functions took is `delivered` (or has the name of its defect, when the
 * task was failed in its place), never `late` or `undeliverable`: also where the answer to the call was lost and
 * the next one met TaskTimedOut. And the other way round: `delivered` is said of nothing that Step Functions did
 * not take, unless a call's answer was lost, or what it said could not be written down, or two copies of the event
 * were handled at the same time: it cannot be distinguished from a call that worked, and the promise decides for
 * `delivered`. Put to the test by every callback for which Step Functions was called more than once.
 */
export function unsureIsNotLate(evidence: Evidence): Finding {
  const answered = evidence.attempts.filter(({ end }) => end?.how === 'answered');
  return {
    tested: answered.filter(({ sent }) => sent.length > 1).length,
    violations: [...answered.flatMap((attempt) => wrongVerdict(attempt, evidence)), ...untaken(evidence)],
  };
}

/** Results that are called delivered, though Step Functions surely did not take them. */
function untaken(evidence: Evidence): string[] {
  const { results, attempts, archive, recordedOf, answerTo, correlationIdOf } = evidence;
  const underId = Map.groupBy(attempts, correlationIdOf);
  const isTaken = ({ id }: EventEnvelope) =>
    results
      .filter((event) => event.id === id)
      .some((event) =>
        (underId.get(correlationIdIn(event)) ?? []).some((attempt) => isOutcomeOf(answerTo(event), attempt)),
      );
  return results
    .filter(({ id }) => finalVerdicts(recordedOf(id)).includes('delivered'))
    .filter((event) => answerTo(event) !== undefined && !isTaken(event))
    .filter((event) => !isUnsure(event, archive.batches))
    .map(({ id }) => `${id} is called delivered, and was not taken`);
}

function isUnsure(event: EventEnvelope, batches: readonly RelayBatch[]): boolean {
  const ofCallback = batches.filter(({ messages }) =>
    messages.some(({ body }) => body.includes(`"${correlationIdIn(event)}"`)),
  );
  const isBeside = (a: RelayBatch, b: RelayBatch) =>
    a !== b && b.startedAt <= (a.endedAt ?? a.startedAt) && b.startedAt >= a.startedAt;
  return ofCallback.some((batch) => isCutOff(batch) || ofCallback.some((other) => isBeside(batch, other)));
}

/** An instance that crashed, or a call that failed: what Step Functions said may be forgotten. */
function isCutOff({ response, faults, sent }: RelayBatch): boolean {
  return response === undefined || faults.length > 0 || sent.some(isUnheard);
}

/** The relay tries again at once, and then it is unsure already. */
function isUnheard({ answer }: SentCall): boolean {
  return answer === undefined || answer === 'TimeoutError' || answer === 'InternalServerError';
}

/** A result under the same key that came earlier, and was held back, may be the one that was taken. */
function wrongVerdict(attempt: Attempt, evidence: Evidence): string[] {
  const { resultsTo, answerTo, recordedOf } = evidence;
  const candidates = resultsTo(attempt).filter((event) => isOutcomeOf(answerTo(event), attempt));
  const verdicts = candidates.flatMap(({ id }) => finalVerdicts(recordedOf(id)));
  if (candidates.some(({ id }) => isWithdrawnBesideAnother(evidence, id))) return [];
  if (candidates.length === 0 || verdicts.some((verdict) => earned.includes(verdict))) return [];
  return [`${taskName(attempt)} has a result that got the verdict ${verdicts.join(', ') || 'not at all'}`];
}

const earned: readonly string[] = ['delivered', 'invalid', 'too-large'];

function isOutcomeOf(answer: string | undefined, { end }: Attempt): boolean {
  if (end?.outcome === undefined) return false;
  return answer === undefined ? end.outcome.kind === 'failure' : answer === answerOf(end.outcome);
}
