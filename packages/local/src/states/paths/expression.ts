import type { Steps } from '../../foundation/steps.ts';
import { runtimeError, stateFailed } from '../errors/failure.ts';
import type { Variables } from '../execution/execution.ts';
import { CallFault } from '../intrinsics/arguments.ts';
import type { Intrinsics } from '../intrinsics/intrinsics.ts';
import type { Call, Expression } from '../intrinsics/parse.ts';
import { parseExpression } from '../intrinsics/parse.ts';
import { isObject, type Json, jsonText } from '../json.ts';
import { parsePath } from './parse-path.ts';
import type { Path, Segment } from './path.ts';
import { selectFrom } from './select.ts';

/** What an expression of a JSONPath state can see. */
export interface Scope {
  /** `$` */
  readonly root: Json;
  /** `$$`: made only when it is asked for. */
  readonly context: () => Json;
  /** `$name` */
  readonly variables: Variables;
  readonly intrinsics: Intrinsics;
}

const rootOf = ({ root }: Path, scope: Scope): Json => {
  if (root === '') return scope.root;
  if (root === '$') return scope.context();
  const value = scope.variables[root];
  if (value === undefined) throw runtimeError(`The variable '$${root}' has not been assigned a value`);
  return value;
};

/** The value that a path finds; undefined where there is none. Throws States.Runtime for a path that is not one. */
export const findPath = (text: string, scope: Scope): Json | undefined => {
  try {
    const path = parsePath(text);
    return selectFrom(rootOf(path, scope), path);
  } catch (error) {
    throw error instanceof Error && error.name !== 'StateFailed' ? runtimeError(error.message) : error;
  }
};

/** A path in the form in which AWS's messages print it: `$['a'][0]`. */
const printed = (segments: readonly Segment[]): string => {
  const parts = segments.map((segment) => {
    if (segment.kind === 'names') return `[${segment.names.map((name) => `'${name}'`).join(',')}]`;
    return segment.kind === 'indexes' ? `[${segment.indexes.join(',')}]` : '';
  });
  return `$${parts.join('')}`;
};

/** The steps to the first property on the way that an object does not have; undefined where only the last one is missing. */
const missingOnTheWay = (segments: readonly Segment[], root: Json): readonly Segment[] | undefined => {
  let value: Json | undefined = root;
  for (const [at, segment] of segments.slice(0, -1).entries()) {
    if (!isObject(value) || segment.kind !== 'names') return undefined;
    const [name = ''] = segment.names;
    if (!Object.hasOwn(value, name)) return segments.slice(0, at + 1);
    value = value[name];
  }
  return undefined;
};

/** In the words of Jayway's JsonPath. */
export const noResults = (text: string, scope: Scope) => {
  const path = parsePath(text);
  const missing = path.definite ? missingOnTheWay(path.segments, rootOf(path, scope)) : undefined;
  const reason = missing
    ? `Missing property in path ${printed(missing)}`
    : `No results for path: ${printed(path.segments)}`;
  return runtimeError(`Invalid path '${text}' : ${reason}`);
};

const inputOf = (path: string, scope: Scope): string => jsonText(rootOf(parsePath(path), scope));

function* evaluateArgument(argument: Expression, scope: Scope): Steps<Json> {
  if (argument.kind === 'literal') return argument.value;
  yield;
  if (argument.kind === 'call') return yield* evaluateCall(argument, scope);
  const { path } = argument;
  const found = findPath(path, scope);
  if (found !== undefined) return found;
  throw new CallFault(
    `The JsonPath argument for the field '${path}' could not be found in the input '${inputOf(path, scope)}'`,
    'States.Runtime',
  );
}

function* evaluateCall(call: Call, scope: Scope): Steps<Json> {
  const args: Json[] = [];
  for (const argument of call.args) args.push(yield* evaluateArgument(argument, scope));
  return scope.intrinsics(call.name, args);
}

/**
 * What fails names the whole expression. It is States.IntrinsicFailure, and States.Runtime where a path finds nothing.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function* evaluateWhole(call: Call, text: string, scope: Scope): Steps<Json> {
  try {
    return yield* evaluateCall(call, scope);
  } catch (error) {
    if (!(error instanceof CallFault)) throw error;
    throw stateFailed(error.error, `The function '${text}' had the following error: ${error.message}`);
  }
}

/** A path or an intrinsic function, as the value of a field `field` that ends in `.$` or `Path`: a step for each part. */
export function* evaluateExpression(text: string, scope: Scope, field: string): Steps<Json> {
  const expression = parseExpression(text);
  if (expression.kind === 'literal') return expression.value;
  yield;
  if (expression.kind === 'call') return yield* evaluateWhole(expression, text, scope);
  const { path } = expression;
  const found = findPath(path, scope);
  if (found !== undefined) return found;
  throw runtimeError(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${inputOf(path, scope)}'`,
  );
}
