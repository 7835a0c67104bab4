import type { AnswerEvent } from '../designs/event-statements.ts';
import { GRACE } from '../designs/statement.ts';
import { taskName } from '../services/execution.ts';
import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 3. A result that was published before its callback was opened settles it like one that came after: the task
 * does not time out while the result is there, and does not wait for it longer than an hour after it was open and the
 * faults were over. Put to the test by early results to callbacks that wait long enough (see promise 1), where the
 * result was still parked when the callback opened.
 */
export function anyOrder({ answers, fate, moments, openedAt }: Evidence): Finding {
  const soon = ({ attempt }: AnswerEvent) => Math.max(openedAt(attempt) ?? 0, moments.recoveredAt) + GRACE;
  const early = answers.filter((answer) => answer.isEarly && soon(answer) < answer.attempt.deadline);
  const missed = early.filter(({ attempt }) => fate(attempt) === 'lost');
  const slow = early.filter((answer) => {
    const { end } = answer.attempt;
    return end?.how === 'answered' && end.at > soon(answer);
  });
  return {
    tested: early.length,
    violations: [
      ...missed.map((each) => `${nameOf(each)} never reached it`),
      ...slow.map((each) => `${nameOf(each)} reached it too late`),
    ],
  };
}

function nameOf({ event, attempt }: AnswerEvent): string {
  return `${event.id} came before ${taskName(attempt)} was open, and`;
}
