import { randomUUID } from 'node:crypto';
import type { Timer } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { createFirings, type FiringPorts, type PendingFiring } from './firings.ts';
import { groupOperations } from './group-operations.ts';
import { nextTime } from './next-time.ts';
import type { ScheduleRecord } from './schedule.ts';
import type { ScheduleGroups } from './schedule-group.ts';
import { scheduleOperations } from './schedule-operations.ts';

export interface TimetableOptions extends FiringPorts {
  readonly kept: Collection<ScheduleRecord>;
  /** Firings that have not reached their target yet. */
  readonly pending: Collection<PendingFiring>;
  readonly groups: ScheduleGroups;
}

const RETRY_MS = 1000;

/** The schedules that there are, those that were kept from the start, and what becomes due of them. */
export function createTimetable(options: TimetableOptions) {
  const { clock, kept } = options;
  const schedules = new Map<string, ScheduleRecord>(kept.entries());
  const firings = createFirings(options, options.pending);
  const timers = new Map<string, Timer>();
  let isRunning = false;

  function arm(schedule: ScheduleRecord): void {
    timers.get(schedule.arn)?.cancel();
    timers.delete(schedule.arn);
    if (isRunning && schedule.nextAt !== undefined && schedule.state === 'ENABLED')
      timers.set(
        schedule.arn,
        clock.setTimer(schedule.nextAt, () => come(schedule)),
      );
  }

  /** What the disk does not take now is tried again. */
  function come(schedule: ScheduleRecord): void {
    try {
      due(schedule);
    } catch {
      timers.set(
        schedule.arn,
        clock.setTimer(clock.now() + RETRY_MS, () => come(schedule)),
      );
    }
  }

  function keep(schedule: ScheduleRecord): void {
    kept.put(schedule.arn, schedule);
    schedules.set(schedule.arn, schedule);
    arm(schedule);
  }

  function remove(arn: string): void {
    kept.remove(arn);
    timers.get(arn)?.cancel();
    timers.delete(arn);
    schedules.delete(arn);
  }

  function due(schedule: ScheduleRecord): void {
    const { nextAt: scheduledAt = clock.now(), ...rest } = schedule;
    const next = nextTime(schedule)?.(clock.now());
    if (next === undefined && schedule.actionAfterCompletion === 'DELETE') remove(schedule.arn);
    else keep({ ...rest, ...(next !== undefined && { nextAt: next }) });
    const { arn } = schedule;
    firings.begin({
      ...{ id: randomUUID(), arn, schedule, scheduledAt },
      attempt: 1,
      nextAttemptAt: scheduledAt,
    });
  }

  function removeSchedulesOf(group: string): void {
    for (const { arn, groupName } of schedules.values()) if (groupName === group) remove(arn);
  }

  const { groups } = options;
  const now = () => clock.now();
  return {
    operations: {
      ...scheduleOperations({ schedules, keep, remove, targets: options.targets, groups, now }),
      ...groupOperations({ groups, removeSchedulesOf, now }),
    },
    /** A time that has passed meanwhile fires at once. */
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
