import { checkTrace, type OutsideStep } from '@callback-relay/spec';
import { callCount } from '../engine/call-count.ts';
import type { FateOnArrival } from '../engine/fate.ts';
import { noFaults } from '../engine/fault-rates.ts';
import { simulator } from '../engine/simulator.ts';
import type { Trace } from '../engine/trace.ts';
import { reportOf } from '../run.ts';
import type { System } from '../system/assemble.ts';
import { type Mutations, noMutations } from '../system/mutations.ts';
import { type Played, play } from '../system/play.ts';
import { anyOrderTime, type Waiting } from './any-order-time.ts';
import { type Choice, createChoices } from './choices.ts';
import { hasFixedAnswer } from './fixed-answers.ts';
import type { Schedule } from './schedule.ts';
import type { SmallScenario } from './small-scenarios.ts';
import { type Histories, noteHistories, stateOf } from './state-of.ts';
import { steadyRandomness } from './steady-randomness.ts';

/** What one schedule has shown. */
export interface PlayedSchedule {
  readonly taken: readonly Choice[];
  /** Whether it came to rest, or to a state from which another one has gone on. */
  readonly end: 'rest' | 'known';
  /** The digest of the state that it ended with: see `stateOf`. */
  readonly state: string;
  /** Whether the path had a choice that there was not. */
  readonly isLost: boolean;
  /** Calls about rows that were held against the specification. */
  readonly steps: number;
  /** One line each: a promise that was broken, a step that the specification does not allow, no rest. */
  readonly violations: readonly string[];
}

export interface PlayOptions {
  readonly mutations?: Mutations;
  /** Where what happens is written, beside what the states are made of. */
  readonly trace?: Trace;
  /** Notes a state; whether it was new. Where it was not, the schedule goes no further. @default every state is new */
  readonly isNew?: (state: string) => boolean;
  /** Also orders that can make no difference: see `hasFixedAnswer`. @default false */
  readonly everyOrder?: boolean;
}

type CallFate = ReturnType<FateOnArrival>;
const fatesOfRead: readonly CallFate[] = ['answered', 'crashAfter', 'answerLost'];
const fatesOfCall: readonly CallFate[] = [...fatesOfRead, 'crashBefore'];

/** A crash before a call that changes nothing is one after it. */
const isRead = (operation: string) => /^dynamodb\.(read|newestAttempt|callbacksOf|is\w+)$/.test(operation);

/** Ends a run from within: what comes now has been played. */
class KnownState extends Error {}

/** Plays one schedule of a scenario on the real packages, and puts every check to what it has come to. */
export async function playSchedule(
  { scenario, faults }: Pick<SmallScenario, 'scenario' | 'faults'>,
  path: Schedule,
  { mutations = noMutations, trace, isNew = () => true, everyOrder = false }: PlayOptions = {},
): Promise<PlayedSchedule> {
  const choices = createChoices(path);
  const histories = noteHistories();
  let system: System | undefined;
  const fates = someFaults(faults, choices.choose);
  const state = () => (system === undefined ? '' : stateOf(system, histories, time, fates.left()));
  const isFixed = (one: Waiting): boolean =>
    system !== undefined && hasFixedAnswer(system, one, time.waiting());
  const time = anyOrderTime((due) => {
    const fixed = everyOrder ? -1 : due.findIndex(isFixed);
    if (fixed >= 0) return fixed;
    if (!choices.isFollowing() && !isNew(state())) throw new KnownState();
    return choices.choose(due.length);
  });
  const parts = { random: steadyRandomness(), time, calls: callCount(), outages: [] };
  const setting = simulator(
    {
      ...parts,
      trace: trace === undefined ? histories : both(histories, trace),
      fateOnArrival: fates.next,
    },
    noFaults,
  );
  const remember = (ready: System) => {
    system = ready;
  };
  const shown = await play(setting, scenario, mutations, remember).then(atRest, (error: unknown) =>
    error instanceof KnownState && system !== undefined ? atKnownState(system) : withoutRest(error),
  );
  return { ...shown, state: state(), taken: choices.taken, isLost: choices.isLost() };
}

function someFaults(most: number, choose: (ways: number) => number) {
  let left = most;
  const next: FateOnArrival = (operation) => {
    if (left === 0) return 'answered';
    const fates = isRead(operation) ? fatesOfRead : fatesOfCall;
    const fate = fates[choose(fates.length)] ?? 'answered';
    if (fate !== 'answered') left -= 1;
    return fate;
  };
  return { next, left: () => left };
}

function both(histories: Histories, trace: Trace): Trace {
  return {
    add(at, who, what) {
      histories.add(at, who, what);
      trace.add(at, who, what);
    },
    lines: trace.lines,
  };
}

type Shown = Pick<PlayedSchedule, 'end' | 'steps' | 'violations'>;

function atRest(played: Played): Shown {
  const { violations, steps, outside } = reportOf(0, played);
  const broken = violations.map(({ promise, what }) => `${promise}: ${what}`);
  return { end: 'rest', steps, violations: [...broken, ...outside.map(described)] };
}

/** The promises are about a run at rest; the steps that have led here are its own. */
function atKnownState({ steps: taken }: System): Shown {
  const { steps, outside } = checkTrace({ steps: taken });
  return { end: 'known', steps, violations: outside.map(described) };
}

function withoutRest(error: unknown): Shown {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { end: 'rest', steps: 0, violations: [`rest: ${what}`] };
}

function described({ row, step, by, call, why }: OutsideStep): string {
  return `model: step ${step}, on row ${row}, by ${by}: ${call}: ${why}`;
}
