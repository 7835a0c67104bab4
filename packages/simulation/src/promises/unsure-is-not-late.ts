import type { Answering } from '../designs/event-statements.ts';
import { answerOf } from '../designs/statement.ts';
import type { Attempt } from '../services/execution.ts';
import { taskName } from '../services/execution.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 4. The event whose outcome Step Functions took is `delivered` (or has the name of its defect, when the task was
 * failed in its place), never `late` or `undeliverable`: also where the answer to the call was lost and the next one met TaskTimedOut. Put to the test by
 * every callback for which Step Functions was called more than once.
 */
export function unsureIsNotLate(evidence: Evidence): Finding {
  const answered = evidence.attempts.filter(({ end }) => end?.how === 'answered');
  return {
    tested: answered.filter(({ sent }) => sent.length > 1).length,
    violations: answered.flatMap((attempt) => misjudgement(attempt, evidence)),
  };
}

function misjudgement(attempt: Attempt, { answeringsTo, judgedOf }: Evidence): string[] {
  const candidates = answeringsTo(attempt).filter((answering) => isOutcomeOf(answering, attempt));
  const verdicts = candidates.flatMap(({ event }) => finalVerdicts(judgedOf(event.id)));
  if (candidates.length === 0 || verdicts.some((verdict) => earned.includes(verdict))) return [];
  return [`${taskName(attempt)} has a result that was judged ${verdicts.join(', ') || 'by nobody'}`];
}

const earned: readonly string[] = ['delivered', 'invalid', 'too-large'];

function isOutcomeOf({ statement }: Answering, { end }: Attempt): boolean {
  if (end?.outcome === undefined) return false;
  return statement.answer === undefined
    ? end.outcome.kind === 'failure'
    : statement.answer === answerOf(end.outcome);
}
