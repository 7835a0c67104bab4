import { AwsError } from '../../../foundation/aws-error.ts';
import type { State } from '../../asl/state.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../json.ts';
import { optionalString, type Request } from '../request.ts';
import type { StatesContext } from '../states-context.ts';

const invalid = (reason: string) =>
  new AwsError('ValidationException', `Invalid Context object provided: ${reason}`);

/** The members of a context object that a request may set, and those that must be texts. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Execution: ['Id', 'Input', 'Name', 'RoleArn', 'StartTime', 'RedriveCount', 'RedriveTime'],
  State: ['EnteredTime', 'Name', 'RetryCount'],
  StateMachine: ['Id', 'Name'],
  Task: ['Token'],
};
const NOT_TEXT: ReadonlySet<string> = new Set(['Input', 'RedriveCount', 'RetryCount']);

const checkGroup = (group: string, value: Json): void => {
  if (group === 'Map') throw invalid("'Map' field is not supported when mocking a Context object");
  const fields = Object.hasOwn(FIELDS, group) ? FIELDS[group] : undefined;
  if (!fields) throw invalid(`Field '${group}' is not allowed`);
  if (!isObject(value)) throw invalid(`${group} must be an object`);
  for (const [name, member] of Object.entries(value)) {
    if (!fields.includes(name)) throw invalid(`Field '${name}' is not allowed`);
    if (!NOT_TEXT.has(name) && typeof member !== 'string') throw invalid(`${group}.${name} must be a string`);
  }
};

const waits = (state: State): boolean =>
  state.Type === 'Task' && /\.(sync(:2)?|waitForTaskToken)$/.test(state.Resource);

/** The context object that a request gives; undefined where it gives none. */
export const givenContext = (request: Request, state: State): JsonObject | undefined => {
  const text = optionalString(request, 'context');
  if (text === undefined) return undefined;
  let context: Json;
  try {
    context = parseJson(text);
  } catch {
    throw invalid('must be valid JSON');
  }
  if (!isObject(context)) throw invalid('must be an object');
  for (const [group, value] of Object.entries(context)) checkGroup(group, value);
  if (context.Task !== undefined && !waits(state)) {
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  }
  return context;
};

const RETRIABLE: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

/** The context object of an execution that is made up for the test. */
export const madeUpContext = (
  { account, region, clock, ids }: StatesContext,
  state: State,
  input: Json,
  roleArn: string | undefined,
): JsonObject => {
  const [machine, name] = [ids.uuid(), ids.uuid()];
  const now = new Date(clock.now()).toISOString();
  const arn = `arn:aws:states:${region}:${account}`;
  return {
    Execution: {
      Id: `${arn}:express:${machine}:${name}`,
      Input: input,
      StartTime: now,
      Name: name,
      RoleArn: roleArn ?? null,
    },
    StateMachine: { Id: `${arn}:stateMachine:${machine}`, Name: machine },
    State: { Name: 'StateName', EnteredTime: now, ...(RETRIABLE.has(state.Type) ? { RetryCount: 0 } : {}) },
  };
};
