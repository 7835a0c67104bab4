import type { Machine, QueryLanguageName, State } from './state.ts';

/** A run of states under one StartAt: the machine itself, a branch, or an item processor. */
export interface Sequence {
  readonly startAt: string;
  readonly states: Readonly<Record<string, State>>;
}

/**
 * A definition made ready to run. Sequences are numbered in the order of the text, the machine itself being 0,
 * so that a stored execution finds its place again after a restart.
 */
export interface Program {
  readonly timeoutSeconds?: number;
  readonly queryLanguage: QueryLanguageName;
  readonly sequences: readonly Sequence[];
  /** For each Parallel or Map state the numbers of the sequences inside it. */
  readonly inner: ReadonlyMap<State, readonly number[]>;
}

/** The machines inside a state: branches, or the item processor. */
export const innerMachines = (state: State): readonly Machine[] => {
  if (state.Type === 'Parallel') return state.Branches;
  const processor = state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined;
  return processor ? [processor] : [];
};

export const compileProgram = (machine: Machine): Program => {
  const sequences: Sequence[] = [];
  const inner = new Map<State, readonly number[]>();
  const add = (part: Machine): number => {
    const number = sequences.push({ startAt: part.StartAt, states: part.States }) - 1;
    for (const state of Object.values(part.States)) {
      const machines = innerMachines(state);
      if (machines.length > 0) inner.set(state, machines.map(add));
    }
    return number;
  };
  add(machine);
  return {
    ...(machine.TimeoutSeconds === undefined ? {} : { timeoutSeconds: machine.TimeoutSeconds }),
    queryLanguage: machine.QueryLanguage ?? 'JSONPath',
    sequences,
    inner,
  };
};
