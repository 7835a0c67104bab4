import { executionKeyOf } from '@callback-relay/callbacks-table';
import { cancelledEventType } from '@callback-relay/contract';
import { taskName } from '../services/execution.ts';
import type { Evidence, Finding } from './evidence.ts';

const DAY = 86_400_000;

/**
 * Promise 9. Every callback has a deadline, the task's own, and every row a time to live that ends; a task whose
 * callback was not opened fails at once and does not sleep until its timeout; every execution ends. A callback that
 * waits when its execution ends, in whatever way, is closed with it, and its worker gets a notice; one that a redrive has
 * opened since is not. Put to the test by every attempt.
 */
export function noSilentHang(evidence: Evidence): Finding {
  const { attempts, scenario, stepFunctions, openedAt } = evidence;
  const unopened = attempts
    .filter((attempt) => attempt.end?.how === 'timed-out' && openedAt(attempt) === undefined)
    .filter(({ task }) => task.timeout > DAY / 24)
    .map((attempt) => `${taskName(attempt)} slept until its timeout, and its callback was never opened`);
  const running = scenario.executions
    .filter(({ plan }) => stepFunctions.status(plan.arn) === 'RUNNING')
    .map(({ plan }) => `${plan.arn} never ends`);
  return {
    tested: attempts.length,
    violations: [
      ...unopened,
      ...running,
      ...withoutDeadline(evidence),
      ...forgotten(evidence),
      ...cancelledInVain(evidence),
    ],
  };
}

function withoutDeadline({ table, attempts, restedAt }: Evidence): string[] {
  const byToken = new Map(attempts.map((attempt) => [attempt.token, attempt]));
  const beyond = table.openings().filter(({ opening }) => {
    const attempt = byToken.get(opening.taskToken);
    // The clock of the deadline starts when the requester runs, a little after Step Functions' own.
    return attempt !== undefined && Math.abs(opening.deadline - attempt.deadline) > DAY / 24;
  });
  const eternal = table.rows().filter(({ expiresAt }) => !(expiresAt * 1000 < restedAt + 60 * DAY));
  return [
    ...beyond.map(({ opening }) => `${opening.correlationId} has another deadline than its task`),
    ...eternal.map(({ correlationId }) => `${correlationId} never expires`),
  ];
}

/** Callbacks of an ended execution that are open still, or were closed without a notice. */
function forgotten({ table, bus, scenario, stepFunctions }: Evidence): string[] {
  const published = new Set(noticesOf(bus).map(({ correlationId }) => correlationId));
  const arns = new Map(scenario.executions.map(({ plan }) => [executionKeyOf(plan.arn), plan.arn]));
  return table.rows().flatMap((row) => {
    if (row.state === 'waiting') {
      const arn = arns.get(row.execution);
      if (arn === undefined) return [`${row.correlationId} waits for an execution that there is not`];
      const status = stepFunctions.status(arn);
      return status !== 'RUNNING' ? [`${row.correlationId} waits for an execution that is ${status}`] : [];
    }
    const isUnpublished = row.state === 'cancelled' && !published.has(row.correlationId);
    return isUnpublished ? [`${row.correlationId} was cancelled, and no notice was published`] : [];
  });
}

/** Callbacks whose worker was sent a notice while the task was waiting for it. */
function cancelledInVain({ bus, attempts, correlationIdOf, openedAt }: Evidence): string[] {
  const underId = Map.groupBy(attempts, correlationIdOf);
  return noticesOf(bus).flatMap(({ correlationId, at }) => {
    const opened = (underId.get(correlationId) ?? []).filter(
      (attempt) => (openedAt(attempt) ?? at + 1) <= at,
    );
    // Under a business key the notice may be about an opening before the one that waits.
    const isWaitedFor = opened.length > 0 && opened.every(({ end }) => end === undefined || end.at > at);
    return isWaitedFor ? [`${correlationId} was cancelled while its task was waiting`] : [];
  });
}

function noticesOf(bus: Evidence['bus']): { readonly correlationId: string; readonly at: number }[] {
  return bus
    .accepted()
    .filter((event) => event['detail-type'] === cancelledEventType)
    .map(({ detail, time = '' }) => ({
      correlationId: (detail as { readonly correlationId: string }).correlationId,
      at: Date.parse(time),
    }));
}
