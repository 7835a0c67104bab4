import type { Mutations } from '../system/mutations.ts';
import { nextPath } from './choices.ts';
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
  /** Hears after each schedule how far it is. */
  readonly onProgress?: (soFar: Explored) => void;
  /** Stops at the first violation. @default false */
  readonly stopsAtViolation?: boolean;
}

const FOUND_KEPT = 10;

/** Plays every schedule of a scenario that comes to a state which no other has come to before it, depth first. */
export async function explore(
  small: SmallScenario,
  { mutations, onProgress = () => {}, stopsAtViolation = false }: ExploreOptions = {},
): Promise<Explored> {
  const states = new Set<string>();
  const isNew = (state: string) => states.size < states.add(state).size;
  let explored: Explored = {
    scenario: small.name,
    faults: small.faults,
    schedules: 0,
    states: 0,
    steps: 0,
    deepest: 0,
    violations: 0,
    found: [],
  };
  for (let path: Schedule | undefined = []; path !== undefined; ) {
    const { taken, end, steps, violations } = await playSchedule(small, path, {
      isNew,
      ...(mutations !== undefined && { mutations }),
    });
    const schedule = textOfSchedule(taken.map(({ chosen }) => chosen));
    const found = violations.map((what) => ({ what, schedule }));
    explored = {
      ...explored,
      schedules: explored.schedules + (end === 'rest' ? 1 : 0),
      states: states.size,
      steps: explored.steps + steps,
      deepest: Math.max(explored.deepest, taken.length),
      violations: explored.violations + violations.length,
      found: [...explored.found, ...found].slice(0, FOUND_KEPT),
    };
    onProgress(explored);
    if (stopsAtViolation && violations.length > 0) break;
    path = nextPath(taken);
  }
  return explored;
}
