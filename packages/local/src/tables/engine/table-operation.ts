import { counted, isSteps, type Steps } from '../../foundation/steps.ts';
import { checkConstraints } from '../requests/constraints.ts';
import { readMembers } from '../requests/deserialize.ts';
import type { Members } from '../requests/shape.ts';
import { checkValuesAhead } from '../requests/values-ahead.ts';
import type { Engine } from './engine.ts';

type Output = Record<string, unknown>;

/** One operation of the API: what it takes, and what it does. */
export interface TableOperation<Request> {
  readonly members: Members;
  /** Whether it changes items: then it waits while a transaction is being written. */
  readonly writes?: true;
  /** Looked at before anything else. */
  readonly requires?: (request: Request) => void;
  /**
   * Steps where it may take long; what happens between two of them may change what it reads.
   * @throws AwsError as DynamoDB answers
   */
  run(engine: Engine, request: Request): Output | Steps<Output>;
}

/** Steps of reading from which on a request's values are checked in steps too. */
const MANY_STEPS = 8;

/**
 * Reads the input by its members, and runs the operation.
 * @throws AwsError
 */
export function* runOperation<Request>(
  { members, writes, requires, run }: TableOperation<Request>,
  engine: Engine,
  input: Record<string, unknown>,
): Steps<Output> {
  const { result, count } = yield* counted(readMembers(members, input));
  // As its members say, so far as they say it: an operation's type of request and its members stand side by side.
  const request = result as Request & Readonly<Record<string, unknown>>;
  requires?.(request);
  yield* checkConstraints(members, request);
  if (count >= MANY_STEPS) yield* checkValuesAhead(members, request);
  if (writes && engine.lock.isHeld) yield* engine.lock.free();
  const output = run(engine, request);
  return isSteps(output) ? yield* output : output;
}
