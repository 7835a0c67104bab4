import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import { onFirstUse, operationsOnFirstUse } from '../foundation/first-use.ts';
import type { Service } from '../foundation/service.ts';
import type { FiringPorts, PendingFiring } from './firings.ts';
import type { ScheduleRecord } from './schedule.ts';
import { createScheduleGroups, type ScheduleGroup } from './schedule-group.ts';

export interface SchedulesOptions extends FiringPorts {
  readonly store: KeyValueStore;
}

/** EventBridge Scheduler: schedules on the runtime's clock. */
export interface Schedules {
  readonly service: Service;
  /** A group of a template, or one that a schedule of a template is in. */
  addGroup(name: string): void;
  /** Gives what takes up what was kept; a time that has passed meanwhile fires at once. */
  resuming(): Promise<() => void>;
  stop(): void;
}

/** Few apps have schedules: their timetable is loaded for those alone. */
export function createSchedules(options: SchedulesOptions): Schedules {
  const kept = options.store.collection<ScheduleRecord>('schedules');
  const pending = options.store.collection<PendingFiring>('firings of schedules');
  const groups = createScheduleGroups(options.store.collection<ScheduleGroup>('groups of schedules'), () =>
    options.clock.now(),
  );
  let isRunning = false;
  const timetable = onFirstUse(async () => {
    const { createTimetable } = await import('./timetable.ts');
    const created = createTimetable({ ...options, kept, pending, groups });
    if (isRunning) created.resume();
    return created;
  });
  return {
    service: {
      operations: operationsOnFirstUse(
        [
          ...([
            'CreateSchedule',
            'UpdateSchedule',
            'GetSchedule',
            'DeleteSchedule',
            'ListSchedules',
          ] as const),
          ...(['CreateScheduleGroup', 'GetScheduleGroup', 'DeleteScheduleGroup'] as const),
          ...(['ListScheduleGroups', 'TagResource', 'UntagResource', 'ListTagsForResource'] as const),
        ],
        async () => (await timetable()).operations,
      ),
    },
    addGroup: (name) => groups.add(name),
    async resuming() {
      if ([...kept.entries(), ...pending.entries()].length > 0) await timetable();
      return () => {
        isRunning = true;
        timetable.loaded()?.resume();
      };
    },
    stop() {
      isRunning = false;
      timetable.loaded()?.stop();
    },
  };
}
