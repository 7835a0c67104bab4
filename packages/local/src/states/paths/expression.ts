import { runtimeError } from '../errors/failure.ts';
import type { Variables } from '../execution/execution.ts';
import type { Intrinsics } from '../intrinsics/intrinsics.ts';
import type { Call, Expression } from '../intrinsics/parse.ts';
import { parseExpression } from '../intrinsics/parse.ts';
import type { Json } from '../json.ts';
import { selectPath } from './json-path.ts';

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

const PATH = /^\$(\$|[\p{L}_][\p{L}\p{N}_]*)?(.*)$/su;

/** The value that a path finds; undefined where there is none. */
export const findPath = (path: string, scope: Scope): Json | undefined => {
  const [, root, rest = ''] = PATH.exec(path) ?? [];
  if (root === undefined) return selectPath(scope.root, rest);
  if (root === '$') return selectPath(scope.context(), rest);
  const value = scope.variables[root];
  if (value === undefined) throw runtimeError(`The variable '$${root}' has not been assigned a value`);
  return selectPath(value, rest);
};

const textOf = (path: string, scope: Scope): string =>
  JSON.stringify(path.startsWith('$$') ? scope.context() : scope.root);

const evaluateCall = (call: Call, scope: Scope, field: string): Json =>
  scope.intrinsics(
    call.name,
    call.args.map((arg) => evaluateParsed(arg, scope, field)),
  );

const evaluateParsed = (expression: Expression, scope: Scope, field: string): Json => {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'call') return evaluateCall(expression, scope, field);
  const found = findPath(expression.path, scope);
  if (found === undefined) {
    throw runtimeError(
      `The JSONPath '${expression.path}' specified for the field '${field}' could not be found in the input '${textOf(expression.path, scope)}'`,
    );
  }
  return found;
};

/** A path or an intrinsic function, as the value of a field `field` that ends in `.$` or `Path`. */
export const evaluateExpression = (text: string, scope: Scope, field: string): Json =>
  evaluateParsed(parseExpression(text), scope, field);
