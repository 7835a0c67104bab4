import type { Answering } from '../designs/event-statements.ts';
import { GRACE } from '../designs/statement.ts';
import { taskName } from '../services/execution.ts';
import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 3. A result that was published before its callback was opened settles it like one that came after: the task
 * does not time out while the result is there, and does not wait for it longer than an hour after it was open and the
 * faults were over. Put to the test by early results to callbacks that wait long enough (see promise 1), where the
 * result was still parked when the callback opened.
 */
export function anyOrder({ answerings, fate, moments, openedAt }: Evidence): Finding {
  const soon = ({ attempt }: Answering) => Math.max(openedAt(attempt) ?? 0, moments.recoveredAt) + GRACE;
  const early = answerings.filter(
    (answering) => answering.isEarly && soon(answering) < answering.attempt.deadline,
  );
  const missed = early.filter(({ attempt }) => fate(attempt) === 'lost');
  const slow = early.filter((answering) => {
    const { end } = answering.attempt;
    return end?.how === 'answered' && end.at > soon(answering);
  });
  return {
    tested: early.length,
    violations: [
      ...missed.map((each) => `${told(each)} never reached it`),
      ...slow.map((each) => `${told(each)} reached it too late`),
    ],
  };
}

function told({ event, attempt }: Answering): string {
  return `${event.id} came before ${taskName(attempt)} was open, and`;
}
