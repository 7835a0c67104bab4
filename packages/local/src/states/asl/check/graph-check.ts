import { isObject, type Json, type JsonObject } from '../../json.ts';
import { fault, type Place, within } from './issue.ts';

const textsIn = (...values: readonly (Json | undefined)[]): string[] =>
  values.filter((value) => typeof value === 'string');

const rulesOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Where a state may lead, each with the path of the field that says so. */
const transitionsOf = (state: JsonObject): [string, string[]][] => {
  const rules = (['Choices', 'Catch'] as const).flatMap((name) =>
    rulesOf(state[name]).flatMap((rule, index) =>
      textsIn(rule.Next).map((target): [string, string[]] => [target, [`${name}[${index}]`, 'Next']]),
    ),
  );
  return [
    ...textsIn(state.Next).map((target): [string, string[]] => [target, ['Next']]),
    ...textsIn(state.Default).map((target): [string, string[]] => [target, ['Default']]),
    ...rules,
  ];
};

const isTerminal = (state: Json): boolean =>
  isObject(state) && (state.End === true || state.Type === 'Succeed' || state.Type === 'Fail');

const checkTargets = (states: JsonObject, place: Place): void => {
  for (const [name, state] of Object.entries(states)) {
    for (const [target, path] of isObject(state) ? transitionsOf(state) : []) {
      if (Object.hasOwn(states, target)) continue;
      const at = path.reduce(within, within(within(place, 'States'), name));
      const field = path.at(-1);
      fault(at, `Missing '${field}' target: ${target}`, 'MISSING_TRANSITION_TARGET');
    }
  }
};

const reachableFrom = (start: string, states: JsonObject): Set<string> => {
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const state = Object.hasOwn(states, name) ? states[name] : undefined;
    if (!isObject(state) || reached.has(name)) continue;
    reached.add(name);
    waiting.push(...transitionsOf(state).map(([target]) => target));
  }
  return reached;
};

/** Every transition leads to a state beside it, every state can be reached, and one of them ends. */
export const checkGraph = (machine: JsonObject, place: Place): void => {
  const { StartAt, States: states } = machine;
  if (typeof StartAt !== 'string' || !isObject(states)) return;
  if (!Object.hasOwn(states, StartAt))
    fault(within(place, 'StartAt'), `Missing 'Next' target: ${StartAt}`, 'MISSING_TRANSITION_TARGET');
  checkTargets(states, place);
  const reached = reachableFrom(StartAt, states);
  for (const name of Object.keys(states)) {
    if (!reached.has(name))
      fault(
        within(within(place, 'States'), name),
        `State "${name}" is not reachable.`,
        'MISSING_TRANSITION_TARGET',
      );
  }
  if (!Object.values(states).some(isTerminal)) {
    const message = 'Workflow has no terminal state';
    place.report.issues.push({ code: 'MISSING_END_STATE', message, location: null });
  }
};
