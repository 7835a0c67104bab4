import { innerMachines } from './program.ts';
import { isDistributed, type Machine, type State } from './state.ts';

/** A variable that is assigned once more in an inner scope, with the path of the state that does. */
export interface Shadowed {
  readonly name: string;
  readonly at: string;
}

const namesIn = (templates: readonly (object | undefined)[]): string[] =>
  templates.flatMap((template) => Object.keys(template ?? {})).map((name) => name.replace(/\.\$$/, ''));

const inRules = (state: State): string[] =>
  namesIn((state.Type === 'Choice' ? state.Choices : []).map(({ Assign }) => Assign));

const inCatchers = (state: State): string[] => namesIn((state.Catch ?? []).map(({ Assign }) => Assign));

/** The variables that a state may assign: itself, or through a rule or a Catcher. */
const assignedBy = (state: State): string[] => [
  ...namesIn([state.Assign]),
  ...inRules(state),
  ...inCatchers(state),
];

const innerPath = (state: State, index: number): string => {
  if (state.Type === 'Parallel') return `Branches[${index}]`;
  return state.Type === 'Map' && state.Iterator ? 'Iterator' : 'ItemProcessor';
};

/**
 * Variables that a branch or an item processor assigns although the states around it assign one of that name: AWS
 * refuses them, because a branch can read what is outside and cannot change it. What only the Catchers of the state
 * around it assign is not there yet while the branch runs.
 */
export const shadowedVariables = (
  machine: Machine,
  outer: ReadonlySet<string> = new Set(),
  at = '',
): Shadowed[] =>
  Object.entries(machine.States).flatMap(([name, state]) => {
    const path = `${at}/States/${name}`;
    const own = assignedBy(state)
      .filter((variable) => outer.has(variable))
      .map((variable) => ({ name: variable, at: path }));
    const others = Object.values(machine.States).filter((other) => other !== state);
    const visible = new Set([
      ...outer,
      ...others.flatMap(assignedBy),
      ...namesIn([state.Assign]),
      ...inRules(state),
    ]);
    // The iterations of a distributed Map see nothing of what is around them.
    const seen = state.Type === 'Map' && isDistributed(state) ? new Set<string>() : visible;
    const inner = innerMachines(state).flatMap((part, index) =>
      shadowedVariables(part, seen, `${path}/${innerPath(state, index)}`),
    );
    return [...own, ...inner];
  });
