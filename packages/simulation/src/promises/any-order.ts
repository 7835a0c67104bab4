import { GRACE } from '../designs/statement.ts';
import { taskName } from '../services/execution.ts';
import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 3. A result that was published before its callback was opened settles it like one that came after: the task does not
 * time out while the result is there. Put to the test by early results to callbacks that wait long enough (see promise 1), where the result
 * was still parked when the callback opened.
 */
export function anyOrder({ answerings, fate, moments }: Evidence): Finding {
  const early = answerings.filter(
    ({ isEarly, attempt, statement }) =>
      isEarly && Math.max(statement.at, moments.recoveredAt) + GRACE < attempt.deadline,
  );
  const missed = early.filter(({ attempt }) => fate(attempt) === 'lost');
  return {
    tested: early.length,
    violations: missed.map(
      ({ event, attempt }) => `${event.id} came before ${taskName(attempt)} was open, and never reached it`,
    ),
  };
}
