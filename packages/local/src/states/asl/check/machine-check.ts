import type { Steps } from '../../../foundation/steps.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { QueryLanguageName } from '../state.ts';
import { checkGraph } from './graph-check.ts';
import { fault, type Place, type Report, within } from './issue.ts';
import { checkState } from './state-check.ts';
import type { MachineType } from './task-check.ts';
import { checkAllowed, checkInteger, checkRequired, checkText, objectsIn } from './values.ts';

const LONGEST_NAME = 80;
const LONGEST = 99_999_999;

const TOP: ReadonlySet<string> = new Set([
  ...['Comment', 'StartAt', 'States', 'Version', 'TimeoutSeconds', 'QueryLanguage'],
]);
const BRANCH: ReadonlySet<string> = new Set(['Comment', 'StartAt', 'States']);
const PROCESSOR: ReadonlySet<string> = new Set([...BRANCH, 'ProcessorConfig']);

/** What is the same everywhere in a definition. */
interface Whole {
  readonly type: MachineType;
  readonly language: QueryLanguageName;
  /** The names of all states so far: each is used once, nested machines included. */
  readonly names: Set<string>;
}

const checkName = (name: string, whole: Whole, place: Place): void => {
  if (name.length > LONGEST_NAME)
    fault(place, `State name exceeds the maximum of ${LONGEST_NAME} characters`, 'INVALID_STATE_NAME');
  if (whole.names.has(name)) fault(place, `Duplicate State name: ${name}`, 'DUPLICATE_STATE_NAME');
  whole.names.add(name);
};

function* checkInside(state: JsonObject, whole: Whole, place: Place): Steps<void> {
  if (state.Type === 'Parallel') {
    checkRequired(state, ['Branches'], place);
    if (Array.isArray(state.Branches) && state.Branches.length === 0)
      fault(within(place, 'Branches'), 'Array is too short');
    for (const [branch, at] of objectsIn(state, 'Branches', place))
      yield* checkStates(branch, BRANCH, whole, at);
  }
  if (state.Type !== 'Map') return;
  for (const name of ['ItemProcessor', 'Iterator']) {
    const processor = state[name];
    if (!isObject(processor)) continue;
    const isExpress =
      isObject(processor.ProcessorConfig) && processor.ProcessorConfig.ExecutionType === 'EXPRESS';
    const inner: Whole = isExpress ? { ...whole, type: 'EXPRESS' } : whole;
    yield* checkStates(processor, PROCESSOR, inner, within(place, name));
  }
}

function* checkStates(
  machine: JsonObject,
  allowed: ReadonlySet<string>,
  whole: Whole,
  place: Place,
): Steps<void> {
  checkAllowed(machine, allowed, place);
  checkRequired(machine, ['States', 'StartAt'], place);
  checkText(machine, 'StartAt', place);
  checkText(machine, 'Comment', place);
  const { States: states } = machine;
  if (states === undefined) return;
  const at = within(place, 'States');
  if (!isObject(states)) {
    fault(at, 'Expected value of type Object');
    return;
  }
  if (Object.keys(states).length === 0) {
    fault(at, 'Object has too few fields');
    return;
  }
  for (const [name, state] of Object.entries(states)) {
    checkName(name, whole, within(at, name));
    checkState(state, whole, within(at, name));
    if (isObject(state)) yield* checkInside(state, whole, within(at, name));
    yield;
  }
  checkGraph(machine, place);
}

const languageOf = (machine: JsonObject, place: Place): QueryLanguageName => {
  const { QueryLanguage = 'JSONPath' } = machine;
  if (QueryLanguage === 'JSONPath' || QueryLanguage === 'JSONata') return QueryLanguage;
  fault(
    within(place, 'QueryLanguage'),
    "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
  );
  return 'JSONPath';
};

/** Checks a definition as AWS does when a machine is created; what the runtime does not do is reported apart. */
export function* checkMachine(definition: Json, type: MachineType): Steps<Report> {
  const report: Report = { issues: [], unsupported: [] };
  const place: Place = { at: '/', report };
  if (!isObject(definition)) {
    const message = 'Definition must be a valid JSON object';
    report.issues.push({ code: 'SCHEMA_VALIDATION_FAILED', message, location: null });
    return report;
  }
  const language = languageOf(definition, place);
  checkInteger(definition, 'TimeoutSeconds', [0, LONGEST], place);
  checkText(definition, 'Version', place);
  yield* checkStates(definition, TOP, { type, language, names: new Set() }, place);
  return report;
}
