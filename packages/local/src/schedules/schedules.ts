import { randomUUID } from 'node:crypto';
import type { Timer } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { Service } from '../foundation/service.ts';
import { createFirings, type FiringPorts, type PendingFiring } from './firings.ts';
import { nextTime } from './next-time.ts';
import type { ScheduleRecord } from './schedule.ts';
import { scheduleOperations } from './schedule-operations.ts';

export interface SchedulesOptions extends FiringPorts {
  readonly store: KeyValueStore;
}

/** EventBridge Scheduler: schedules on the runtime's clock. */
export interface Schedules {
  readonly service: Service;
  /** Takes up what was kept; a time that has passed meanwhile fires at once. */
  resume(): void;
  stop(): void;
}

export function createSchedules(options: SchedulesOptions): Schedules {
  const { clock, store } = options;
  const kept = store.collection<ScheduleRecord>('schedules');
  const schedules = new Map<string, ScheduleRecord>(kept.entries());
  const firings = createFirings(options, store.collection<PendingFiring>('firings of schedules'));
  const timers = new Map<string, Timer>();
  let isRunning = false;

  function arm(schedule: ScheduleRecord): void {
    timers.get(schedule.arn)?.cancel();
    timers.delete(schedule.arn);
    if (isRunning && schedule.nextAt !== undefined && schedule.state === 'ENABLED')
      timers.set(
        schedule.arn,
        clock.setTimer(schedule.nextAt, () => due(schedule)),
      );
  }

  function keep(schedule: ScheduleRecord): void {
    schedules.set(schedule.arn, schedule);
    kept.put(schedule.arn, schedule);
    arm(schedule);
  }

  function remove(arn: string): void {
    timers.get(arn)?.cancel();
    timers.delete(arn);
    schedules.delete(arn);
    kept.remove(arn);
  }

  function due(schedule: ScheduleRecord): void {
    const { nextAt: scheduledAt = clock.now(), ...rest } = schedule;
    const next = nextTime(schedule)?.(clock.now());
    if (next === undefined && schedule.actionAfterCompletion === 'DELETE') remove(schedule.arn);
    else keep({ ...rest, ...(next !== undefined && { nextAt: next }) });
    const { arn } = schedule;
    firings.fire({
      ...{ id: randomUUID(), arn, schedule, scheduledAt },
      attempt: 1,
      nextAttemptAt: scheduledAt,
    });
  }

  return {
    service: {
      operations: scheduleOperations({
        schedules,
        keep,
        remove,
        targets: options.targets,
        now: () => clock.now(),
      }),
    },
    resume() {
      isRunning = true;
      for (const schedule of schedules.values()) arm(schedule);
      firings.resume();
    },
    stop() {
      isRunning = false;
      for (const timer of timers.values()) timer.cancel();
      firings.stop();
    },
  };
}
