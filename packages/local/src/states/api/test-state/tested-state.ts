import { AwsError } from '../../../foundation/aws-error.ts';
import { inSlices } from '../../../foundation/steps.ts';
import { type Place, printIssues, type Report } from '../../asl/check/issue.ts';
import { checkMachine } from '../../asl/check/machine-check.ts';
import { checkState } from '../../asl/check/state-check.ts';
import { innerMachines } from '../../asl/program.ts';
import type { Machine, QueryLanguageName, State } from '../../asl/state.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../json.ts';
import { jsonFault } from '../../json-fault.ts';
import { parseExpressions } from '../../jsonata/syntax.ts';
import { optionalString, type Request, requiredString } from '../request.ts';
import type { StatesContext } from '../states-context.ts';

/** The state that is to be tested, from a definition of its own or from that of a machine. */
export interface TestedState {
  readonly state: State;
  readonly language: QueryLanguageName;
}

const invalid = (reason: string) =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);

const read = (text: string): JsonObject => {
  let definition: Json;
  try {
    definition = parseJson(text);
  } catch {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${jsonFault(text)}`);
  }
  if (isObject(definition)) return definition;
  throw invalid('SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null');
};

const find = (machine: Machine, name: string): State | undefined => {
  if (Object.hasOwn(machine.States, name)) return machine.States[name];
  for (const state of Object.values(machine.States)) {
    for (const inner of innerMachines(state)) {
      const found = find(inner, name);
      if (found) return found;
    }
  }
  return undefined;
};

const ofMachine = async (definition: JsonObject, request: Request): Promise<TestedState> => {
  const { issues } = await inSlices(checkMachine(definition, 'STANDARD'));
  if (issues.length > 0) throw invalid(printIssues(issues));
  const machine = definition as unknown as Machine;
  const state = find(machine, optionalString(request, 'stateName') ?? machine.StartAt);
  if (!state) throw new AwsError('ValidationException', 'State not found in definition');
  return { state, language: state.QueryLanguage ?? machine.QueryLanguage ?? 'JSONPath' };
};

const ofState = (definition: JsonObject): TestedState => {
  const report: Report = { issues: [], unsupported: [] };
  const place: Place = { at: '/', report };
  checkState(definition, { type: 'STANDARD', language: 'JSONPath' }, place);
  if (report.issues.length > 0) throw invalid(printIssues(report.issues));
  const state = definition as unknown as State;
  return { state, language: state.QueryLanguage ?? 'JSONPath' };
};

export const testedState = async (
  { parseElsewhere }: StatesContext,
  request: Request,
): Promise<TestedState> => {
  const definition = read(requiredString(request, 'definition'));
  await inSlices(parseExpressions(definition, parseElsewhere));
  return 'States' in definition && !('Type' in definition)
    ? ofMachine(definition, request)
    : ofState(definition);
};
