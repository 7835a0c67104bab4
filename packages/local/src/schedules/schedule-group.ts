import { AwsError } from '../foundation/aws-error.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';

/** A schedule group: plain data. Times are milliseconds since the epoch. */
export interface ScheduleGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Of the call that made it: the same call again is the same group. */
  readonly clientToken?: string;
}

/** The group that is there of itself. */
export const DEFAULT_GROUP = 'default';

export interface ScheduleGroups {
  all(): readonly ScheduleGroup[];
  get(name: string): ScheduleGroup | undefined;
  keep(group: ScheduleGroup): void;
  /** One that is there stays as it is. */
  add(name: string): void;
  remove(name: string): void;
}

export function createScheduleGroups(kept: Collection<ScheduleGroup>, now: () => number): ScheduleGroups {
  const made = (name: string): ScheduleGroup => ({ name, createdAt: now(), modifiedAt: now(), tags: {} });
  const groups = new Map([[DEFAULT_GROUP, made(DEFAULT_GROUP)], ...kept.entries()]);
  function keep(group: ScheduleGroup): void {
    kept.put(group.name, group);
    groups.set(group.name, group);
  }
  return {
    all: () => [...groups.values()],
    get: (name) => groups.get(name),
    keep,
    add(name) {
      if (!groups.has(name)) keep(made(name));
    },
    remove(name) {
      kept.remove(name);
      groups.delete(name);
    },
  };
}

/**
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 * @throws AwsError ResourceNotFoundException
 */
export function requireGroup(groups: ScheduleGroups, name: string): ScheduleGroup {
  const found = groups.get(name);
  if (found !== undefined) return found;
  throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
}
