import { attemptOf, tryOf } from '@callback-relay/callbacks-table';
import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';

/* What the row itself says. */

export function superseded({ newestAttempt, callback }: Facts): Cause | undefined {
  const { attempt: retryCount = 0, redrive: redriveCount = 0, correlationId } = callback;
  const attempt = attemptOf({ redriveCount, retryCount });
  if (newestAttempt === undefined || newestAttempt <= attempt) return undefined;
  return {
    code: 'superseded-attempt',
    says: 'The task was retried: another callback waits in the place of this one.',
    evidence: [`this is ${named(attempt)}, the newest is ${named(newestAttempt)}`],
    todo: [
      `Answer the newest request; explain the execution to find it: callback-relay explain ${callback.executionArn ?? 'EXECUTION_ARN'}`,
      `An answer to ${correlationId} would be superseded.`,
    ],
  };
}

function named(attempt: number): string {
  const { redriveCount, retryCount } = tryOf(attempt);
  return `attempt ${retryCount}${redriveCount > 0 ? ` of redrive ${redriveCount}` : ''}`;
}

export function closed({ callback }: Facts): Cause | undefined {
  const { state, verdicts, answeredBy, answers } = callback;
  if (state === 'cancelled')
    return {
      code: 'cancelled',
      says: 'Nothing sleeps here: the execution ended, and the callback was closed with it.',
      evidence: [
        callback.execution === undefined ? 'the row is cancelled' : `execution ${callback.execution}`,
      ],
      todo: ['Look at the execution: why did it end?'],
    };
  if (state !== 'settled') return undefined;
  const verdict = answers.find(({ eventId }) => eventId === answeredBy)?.verdict ?? verdicts.at(-1)?.verdict;
  return {
    code: 'settled',
    says: 'Nothing sleeps here: the callback is settled.',
    evidence: [`verdict ${verdict ?? 'unknown'}, event ${answeredBy ?? 'unknown'}`],
    todo: [],
  };
}

export function parked({ callback }: Facts): Cause | undefined {
  const [entry] = callback.parked;
  if (callback.state !== 'parked' || entry === undefined) return undefined;
  return {
    code: 'result-parked',
    says: `No task waits under this key yet; a result of ${entry.source} is kept until one does.`,
    evidence: [`parked ${entry.parkedAt}, until ${entry.until}`],
    todo: ['Did the execution start, and does it wait under this very key?'],
  };
}

export function parkedElsewhere({ parkedElsewhere: [entry], callback }: Facts): Cause | undefined {
  if (entry === undefined) return undefined;
  return {
    code: 'parked-under-another-key',
    says: `${entry.event.source} answered ${entry.correlationId ?? 'no callback'}, for which no task waits; this callback is ${callback.correlationId}.`,
    evidence: [`${entry.at} ${entry.verdict}: ${entry.correlationId ?? ''}`],
    todo: ['Make publisher and state machine spell the key alike. To end this wait now, answer it by hand.'],
  };
}
