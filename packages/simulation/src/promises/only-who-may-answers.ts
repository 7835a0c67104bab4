import { operatorSource } from '@callback-relay/contract';
import { mayAnswer } from '../designs/event-statements.ts';
import { taskName } from '../services/execution.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 8. A task ends with what was said by a source and an account that its callback names, or with a failure
 * that reports a broken result of theirs. And a result of any other source is `forbidden`, or shares the fate of what
 * is parked under a key that no task has opened. Put to the test by results of others under the correlation ID of a
 * callback.
 */
export function onlyWhoMayAnswers({ attempts, results, table, recordedOf, fate }: Evidence): Finding {
  const wrong = attempts
    .filter((attempt) => fate(attempt) === 'wrongOutcome')
    .map((attempt) => `${taskName(attempt)} ended with what no source that may answer said`);
  const byToken = new Map(attempts.map((attempt) => [attempt.token, attempt]));
  const named = Map.groupBy(table.openings(), ({ opening }) => opening.correlationId);
  const forged = results.filter((event) => {
    const { correlationId } = event.detail as { readonly correlationId?: string };
    const openings = named.get(correlationId ?? '') ?? [];
    const mayNot = openings.every(({ opening }) => {
      const attempt = byToken.get(opening.taskToken);
      return attempt === undefined || !mayAnswer(attempt, event);
    });
    return openings.length > 0 && mayNot;
  });
  const taken = forged.flatMap(({ id, source, account }) => {
    // An answer by hand from an account that is not the relay's is none at all.
    const allowed = source === operatorSource ? [...deserved, 'invalid'] : deserved;
    const wrongly = finalVerdicts(recordedOf(id)).filter((verdict) => !allowed.includes(verdict));
    return wrongly.map((verdict) => `${id} of ${source} in ${account} is called ${verdict}`);
  });
  return { tested: forged.length, violations: [...wrong, ...taken] };
}

const deserved: readonly string[] = ['forbidden', 'unclaimed', 'duplicate', 'conflicting'];
