import { type Json, type JsonObject, parseJson } from '../json.ts';
import { nameInArn } from './arn.ts';
import type { Execution, Frame } from './execution.ts';

/** An ISO 8601 timestamp in UTC, as the context object gives times. */
const time = (at: number): string => new Date(at).toISOString();

/** States that can be retried show how often they were. */
const RETRIABLE: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

export interface ContextMore {
  /** `$$.Task.Token`: only while the parameters of a callback task are worked out. */
  readonly token?: string;
  /** `$$.Map.Item` of the iteration that is being started; otherwise the one that the frame is in. */
  readonly item?: Json;
}

/** The long input that was read last: each of a Map's thousands of items asks for it. */
let latest: { readonly text: string; readonly input: Json } | undefined;

/** Characters from which on an input is remembered. */
const LONG_INPUT = 4096;

const inputOf = ({ input: text }: Execution): Json => {
  if (latest?.text === text) return latest.input;
  const input = parseJson(text);
  if (text.length >= LONG_INPUT) latest = { text, input };
  return input;
};

/** The context object (`$$`, `$states.context`) as a state sees it. */
export const contextObject = (
  execution: Execution,
  frame: Frame,
  stateType: string,
  more: ContextMore = {},
): JsonObject => {
  const item = more.item ?? frame.item;
  const own = frame.child ?? execution;
  return {
    Execution: {
      Id: own.arn,
      Input: frame.child === undefined ? inputOf(execution) : frame.child.input,
      StartTime: time(own.startedAt),
      Name: own.name,
      RoleArn: execution.roleArn,
      RedriveCount: own.redrive?.count ?? 0,
      ...(own.redrive?.at === undefined ? {} : { RedriveTime: time(own.redrive.at) }),
    },
    StateMachine: { Id: execution.machineArn, Name: nameInArn(execution.machineArn) },
    State: {
      Name: frame.state,
      EnteredTime: time(frame.enteredAt),
      ...(RETRIABLE.has(stateType) ? { RetryCount: frame.retryCount } : {}),
    },
    ...(more.token === undefined ? {} : { Task: { Token: more.token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
};
