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

/** How often each name occurs. */
const countOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** Whether a variable is assigned outside. */
type IsVisible = (variable: string) => boolean;

/**
 * Variables that a branch or an item processor assigns although the states around it assign one of that name: AWS
 * refuses them, because a branch can read what is outside and cannot change it. What only the Catchers of the state
 * around it assign is not there yet while the branch runs.
 */
export const shadowedVariables = (
  machine: Machine,
  isOutside: IsVisible = () => false,
  at = '',
): Shadowed[] => {
  const all = countOf(Object.values(machine.States).flatMap(assignedBy));
  return Object.entries(machine.States).flatMap(([name, state]) => {
    const path = `${at}/States/${name}`;
    const own = assignedBy(state);
    const shadowed = own.filter(isOutside).map((variable) => ({ name: variable, at: path }));
    const ofOwn = countOf(own);
    const before = new Set([...namesIn([state.Assign]), ...inRules(state)]);
    const isVisible: IsVisible = (variable) =>
      isOutside(variable) || before.has(variable) || (all.get(variable) ?? 0) > (ofOwn.get(variable) ?? 0);
    // The iterations of a distributed Map see nothing of what is around them.
    const seen = state.Type === 'Map' && isDistributed(state) ? () => false : isVisible;
    const inner = innerMachines(state).flatMap((part, index) =>
      shadowedVariables(part, seen, `${path}/${innerPath(state, index)}`),
    );
    return [...shadowed, ...inner];
  });
};
