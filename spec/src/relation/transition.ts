import type { ModelRow } from './model-row.ts';
import type { Call, Step, StepOf } from './step.ts';

/** One line of the transition relation: at `at`, `call` is the action `action` of the specification. */
export interface Transition<State extends { readonly pc: string }, Name extends Call = Call> {
  /** As the specification names it. */
  readonly action: string;
  readonly at: readonly State['pc'][];
  readonly call: Name;
  /** Whether this is the call that an actor in `state` makes. */
  allows?(state: State, step: StepOf<Name>): boolean;
  /** Where it may be afterwards. Nowhere: it has given up, or crashed, which it may do at any time. */
  next(state: State, step: StepOf<Name>, row: ModelRow): readonly State[];
}

/** Keeps the type of the step that goes with the call. */
export function transition<State extends { readonly pc: string }, Name extends Call>(
  one: Transition<State, Name>,
): Transition<State> {
  return one as unknown as Transition<State>;
}

/** Where a step leads from each state that an actor may be in; `undefined` where it leads from none. */
export function follow<State extends { readonly pc: string }>(
  transitions: readonly Transition<State>[],
  states: readonly State[],
  step: Step,
  row: ModelRow,
): readonly State[] | undefined {
  const ofCall = transitions.filter(({ call }) => call === step.call);
  const taken = states.flatMap((state) =>
    ofCall
      .filter(({ at }) => at.includes(state.pc))
      .filter(({ allows }) => allows === undefined || allows(state, step as never))
      .map(({ next }) => next(state, step as never, row)),
  );
  return taken.length === 0 ? undefined : taken.flat();
}
