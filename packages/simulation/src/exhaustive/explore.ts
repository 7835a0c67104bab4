import type { Mutations } from '../system/mutations.ts';
import { branchesOf } from './choices.ts';
import { playSchedule } from './play-schedule.ts';
import { type Schedule, textOfSchedule } from './schedule.ts';
import type { SmallScenario } from './small-scenarios.ts';

/** A promise that was broken, or a step that the specification does not allow, and the schedule that shows it. */
export interface FoundViolation {
  readonly what: string;
  readonly schedule: string;
}

/** Everything that a scenario can come to. Plain data: it crosses threads. */
export interface Explored {
  readonly scenario: string;
  /** Crashes and lost answers in a schedule, at most. */
  readonly faults: number;
  /** Schedules that were played to their end. All others go on like one of these from a state that both come to. */
  readonly schedules: number;
  /** Different states of the whole system at which there was a choice. */
  readonly states: number;
  /** Calls about rows that were held against the specification. */
  readonly steps: number;
  /** The most choices in one schedule. */
  readonly deepest: number;
  readonly violations: number;
  /** The first of them. */
  readonly found: readonly FoundViolation[];
}

export interface ExploreOptions {
  readonly mutations?: Mutations;
  /** Stops at the first violation. @default false */
  readonly stopsAtViolation?: boolean;
}

const FOUND_KEPT = 10;

export function nothingExplored({ name: scenario, faults }: SmallScenario): Explored {
  return { scenario, faults, schedules: 0, states: 0, steps: 0, deepest: 0, violations: 0, found: [] };
}

export function bothExplored(a: Explored, b: Explored): Explored {
  return {
    ...a,
    schedules: a.schedules + b.schedules,
    states: a.states + b.states,
    steps: a.steps + b.steps,
    deepest: Math.max(a.deepest, b.deepest),
    violations: a.violations + b.violations,
    found: [...a.found, ...b.found].slice(0, FOUND_KEPT),
  };
}

/** Plays every schedule of a scenario that comes to a state which no other has come to before it, depth first. */
export async function explore(
  small: SmallScenario,
  { mutations, stopsAtViolation = false }: ExploreOptions = {},
): Promise<Explored> {
  const states = new Set<string>();
  const isNew = (state: string) => states.size < states.add(state).size;
  let explored = nothingExplored(small);
  const left: Schedule[] = [[]];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const { shown, branches } = await exploreOne(small, path, isNew, mutations);
    explored = bothExplored(explored, shown);
    if (stopsAtViolation && explored.violations > 0) break;
    left.push(...branches);
  }
  return explored;
}

/** Plays one schedule from where its path ends until a known state: what it shows, and the paths that branch off it. */
export async function exploreOne(
  small: SmallScenario,
  path: Schedule,
  isNew: (state: string) => boolean,
  mutations?: Mutations,
): Promise<{ readonly shown: Explored; readonly branches: readonly Schedule[] }> {
  let states = 0;
  const { taken, end, steps, violations } = await playSchedule(small, path, {
    isNew(state) {
      const isFresh = isNew(state);
      if (isFresh) states += 1;
      return isFresh;
    },
    ...(mutations !== undefined && { mutations }),
  });
  const schedule = textOfSchedule(taken.map(({ chosen }) => chosen));
  const shown = {
    ...nothingExplored(small),
    ...{ states, steps, deepest: taken.length, violations: violations.length },
    schedules: end === 'rest' ? 1 : 0,
    found: violations.map((what) => ({ what, schedule })),
  };
  return { shown, branches: branchesOf(taken, path.length) };
}
