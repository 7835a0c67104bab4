import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';

/** The task timed out, or is about to: no heartbeat for longer than it bears, or no result before its deadline. */
export function silenceOf({ callback, now }: Facts): Cause | undefined {
  const { task, heartbeat, state, deadline } = callback;
  if (state === 'settled' || state === 'parked') return undefined;
  const ended = task?.end?.type === 'TaskTimedOut' ? Date.parse(task.end.at ?? '') : undefined;
  const beat = heartbeat?.at ?? task?.submittedAt ?? task?.scheduledAt;
  const end = Math.min(ended ?? now, Date.parse(deadline ?? '9999-01-01'));
  const overdue = beat === undefined ? undefined : overdueSince(beat, task?.heartbeatSeconds, end);
  if (overdue !== undefined) return heartbeatOverdue(overdue, task?.heartbeatSeconds ?? 0, beat, ended);
  if (ended !== undefined || (deadline !== undefined && Date.parse(deadline) <= now))
    return timedOut(deadline, ended);
  return undefined;
}

function overdueSince(lastBeat: string, seconds: number | undefined, end: number): number | undefined {
  const due = Date.parse(lastBeat) + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  return due <= end ? due : undefined;
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
