import type { Attempt, Outcome } from '../services/execution.ts';

/** A source that may answer said something about a callback: what any design has to bring to Step Functions. */
export interface Statement {
  readonly token: string;
  /** When it was said: handed to the bus, or to Step Functions' client. */
  readonly at: number;
  /** What was said, in a form that is compared with outcomes; undefined when it can't be delivered as it is. */
  readonly answer: string | undefined;
}

/** How a design fared with the callbacks of a run. */
export interface Toll {
  /** A deliverable answer was given in time, and the task timed out without it. */
  readonly lost: number;
  /** The worker's answer could not be delivered, and the task slept on until its timeout in place of failing. */
  readonly hung: number;
  /** The task ended with something that no source that may answer has said. */
  readonly wrongOutcome: number;
}

/**
 * After the faults are over and the dead-letter queues are redriven (and once more, half an hour later), backoffs,
 * visibility timeouts and messages that were held back take a while to run out. A task that waits for less than
 * this has no claim on being answered.
 */
export const GRACE = 60 * 60_000;

/** `recoveredAt`: when the faults were over and every dead-letter queue was redriven. */
export function tollOf(
  attempts: readonly Attempt[],
  statements: readonly Statement[],
  recoveredAt: number,
): Toll {
  const byToken = Map.groupBy(statements, ({ token }) => token);
  const fates = attempts.map((attempt) => fateOf(attempt, byToken.get(attempt.token) ?? [], recoveredAt));
  const count = (fate: Fate) => fates.filter((each) => each === fate).length;
  return { lost: count('lost'), hung: count('hung'), wrongOutcome: count('wrongOutcome') };
}

type Fate = 'fine' | keyof Toll;

/**
 * `sayable`: everything that those who may answer ever said under the callback's correlation ID. Under a business
 * key a result that an earlier attempt missed may settle the next one.
 */
export function fateOf(
  attempt: Attempt,
  said: readonly Statement[],
  recoveredAt: number,
  sayable: readonly Pick<Statement, 'answer'>[] = said,
): Fate {
  const { end } = attempt;
  if (end?.how === 'answered') return isSaid(end.outcome, sayable) ? 'fine' : 'wrongOutcome';
  if (end?.how !== 'timed-out' && end?.how !== 'heartbeat-missed') return 'fine';
  const inTime = said.filter(({ at }) => Math.max(at, recoveredAt) + GRACE < end.at);
  if (inTime.some(({ answer }) => answer !== undefined)) return 'lost';
  return inTime.length > 0 ? 'hung' : 'fine';
}

/** A failure that reports an answer which can't be delivered is right too. */
function isSaid(outcome: Outcome | undefined, said: readonly Pick<Statement, 'answer'>[]): boolean {
  if (outcome === undefined) return false;
  const answer = answerOf(outcome);
  return said.some((statement) =>
    statement.answer === undefined ? outcome.kind === 'failure' : statement.answer === answer,
  );
}

export function answerOf(outcome: Outcome): string {
  return outcome.kind === 'success'
    ? `success ${outcome.output}`
    : `failure ${outcome.error} ${outcome.cause}`;
}
