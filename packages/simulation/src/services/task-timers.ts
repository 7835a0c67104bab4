import type { Cancel, VirtualTime } from '../engine/virtual-time.ts';
import type { Attempt } from './execution.ts';

/** TimeoutSeconds and HeartbeatSeconds of the attempts that wait. */
export interface TaskTimers {
  start(attempt: Attempt): void;
  heartbeat(attempt: Attempt): void;
  stop(attempt: Attempt): void;
}

type Expired = (attempt: Attempt, how: 'timed-out' | 'heartbeat-missed') => void;

export function taskTimers(time: VirtualTime, onExpired: Expired): TaskTimers {
  const running = new Map<Attempt, { readonly timeout: Cancel; heartbeat?: Cancel }>();

  function restartHeartbeat(attempt: Attempt): void {
    const timers = running.get(attempt);
    const { heartbeat } = attempt.task;
    if (timers === undefined || heartbeat === undefined) return;
    timers.heartbeat?.();
    timers.heartbeat = time.after(
      heartbeat,
      () => onExpired(attempt, 'heartbeat-missed'),
      'heartbeat missed',
    );
  }

  return {
    start(attempt) {
      running.set(attempt, {
        timeout: time.at(attempt.deadline, () => onExpired(attempt, 'timed-out'), 'timed out'),
      });
      restartHeartbeat(attempt);
    },
    heartbeat: restartHeartbeat,
    stop(attempt) {
      running.get(attempt)?.timeout();
      running.get(attempt)?.heartbeat?.();
      running.delete(attempt);
    },
  };
}
