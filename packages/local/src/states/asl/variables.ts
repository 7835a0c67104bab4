import { innerMachines } from './program.ts';
import type { Machine, State } from './state.ts';

/** The variables that a state may assign: itself, or through a rule or a Catcher. */
const assignedBy = (state: State): string[] => {
  const rules = state.Type === 'Choice' ? state.Choices : [];
  const templates = [
    state.Assign,
    ...rules.map(({ Assign }) => Assign),
    ...(state.Catch ?? []).map(({ Assign }) => Assign),
  ];
  return templates
    .flatMap((template) => Object.keys(template ?? {}))
    .map((name) => name.replace(/\.\$$/, ''));
};

/**
 * Variables that a branch or an item processor assigns although the states around it assign one of that name: AWS
 * refuses them, for a branch can read what is outside and cannot change it.
 */
export const shadowedVariables = (machine: Machine, outer: ReadonlySet<string> = new Set()): string[] => {
  const states = Object.values(machine.States);
  const own = states.flatMap(assignedBy);
  const visible = new Set([...outer, ...own]);
  return [
    ...own.filter((name) => outer.has(name)),
    ...states.flatMap(innerMachines).flatMap((inner) => shadowedVariables(inner, visible)),
  ];
};
