import { answerOf } from '../designs/statement.ts';
import { taskName } from '../services/execution.ts';
import type { Evidence, Finding } from './evidence.ts';
import { isOpenedOnceMore } from './opened-once-more.ts';

/**
 * Promise 2. Step Functions never gets two different outcomes for one token, whether it takes them or not; what a
 * throttle turned away it never got. And a minted correlation ID is the name of one callback only, so that an
 * answer to one attempt can't be taken for an answer to another. Put to the test by every callback to which
 * different things were said.
 */
export function oneOutcome({ attempts, answersTo, table }: Evidence): Finding {
  const contested = attempts.filter(
    (attempt) => new Set(answersTo(attempt).map(({ statement }) => statement.answer)).size > 1,
  );
  const torn = attempts.flatMap((attempt) => {
    const outcomes = new Set(attempt.sent.map(({ outcome }) => answerOf(outcome).slice(0, 80)));
    return outcomes.size < 2 || isOpenedOnceMore(attempt, table.openings())
      ? []
      : [`${taskName(attempt)} was sent ${[...outcomes].join(' and ')}`];
  });
  const minted = table.openings().filter(({ opening }) => isMinted(opening.correlationId, attempts));
  const shared = [...Map.groupBy(minted, ({ opening }) => opening.correlationId)].flatMap(
    ([id, openings]) => {
      const tokens = new Set(openings.map(({ opening }) => opening.taskToken));
      return tokens.size < 2 ? [] : [`${id} is the name of ${tokens.size} callbacks`];
    },
  );
  return { tested: contested.length, violations: [...torn, ...shared] };
}

function isMinted(correlationId: string, attempts: Evidence['attempts']): boolean {
  const key = correlationId.slice(correlationId.indexOf(':') + 1);
  return attempts.every(({ task }) => task.request.businessKey !== key);
}
