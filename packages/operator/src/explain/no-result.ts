import type { TaskHistory } from '../executions/read-history.ts';
import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';

/** The task timed out, or is about to: no heartbeat for longer than it bears, or no result before its deadline. */
export function noResultOf({ callback, now }: Facts): Cause | undefined {
  const { task, heartbeat, state, deadline } = callback;
  if (state === 'settled' || state === 'parked') return undefined;
  const ended = task?.end?.type === 'TaskTimedOut' ? Date.parse(task.end.at ?? '') : undefined;
  const missed = missedHeartbeat(task, heartbeat?.at, { ended, now });
  if (missed !== undefined) return missed;
  const isPast = deadline !== undefined && Date.parse(deadline) <= now;
  return ended !== undefined || isPast ? timedOut(deadline, ended) : undefined;
}

function missedHeartbeat(
  task: TaskHistory | undefined,
  heartbeatAt: string | undefined,
  { ended, now }: { readonly ended: number | undefined; readonly now: number },
): Cause | undefined {
  const lastSign = heartbeatAt ?? task?.scheduledAt;
  if (task?.heartbeatSeconds === undefined || lastSign === undefined) return undefined;
  const due = Date.parse(lastSign) + task.heartbeatSeconds * 1000;
  const isMissed = ended === undefined ? due <= now && task.end === undefined : isBeforeTimeout(task, ended);
  return isMissed ? heartbeatOverdue(due, task.heartbeatSeconds, lastSign, ended) : undefined;
}

/** Step Functions calls both by one name, States.Timeout: what ends before TimeoutSeconds missed a heartbeat. */
function isBeforeTimeout({ scheduledAt, timeoutSeconds }: TaskHistory, ended: number): boolean {
  if (scheduledAt === undefined || timeoutSeconds === undefined) return true;
  return ended < Date.parse(scheduledAt) + timeoutSeconds * 1000 - 500;
}

function heartbeatOverdue(
  due: number,
  seconds: number,
  last: string | undefined,
  ended: number | undefined,
): Cause {
  return {
    code: 'heartbeat-overdue',
    says: `No heartbeat came for ${seconds} s, the task's HeartbeatSeconds${ended === undefined ? '' : ', and Step Functions gave the task up'}.`,
    evidence: [`last sign of life ${last ?? 'unknown'}`, `due ${new Date(due).toISOString()}`],
    todo: [
      'Is the worker down, or does it work longer than that without a heartbeat? Let it send progress more often, or raise HeartbeatSeconds.',
    ],
  };
}

function timedOut(deadline: string | undefined, ended: number | undefined): Cause {
  return {
    code: 'timed-out',
    says: 'The time that the task waits is up.',
    evidence: [
      ended === undefined
        ? `the deadline was ${deadline ?? 'unknown'}`
        : `TaskTimedOut ${new Date(ended).toISOString()}`,
    ],
    todo: ['An answer now is late. Raise TimeoutSeconds, or look why the worker was slow.'],
  };
}
