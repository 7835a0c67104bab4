import { inSlices, type Steps } from '../../foundation/steps.ts';
import { type Catcher, type ChoiceState, fieldOf, type MapState, type State } from '../asl/state.ts';
import { firstOf } from '../choice/rule.ts';
import { runtimeError, stateFailed } from '../errors/failure.ts';
import type { Variables } from '../execution/execution.ts';
import type { Intrinsics } from '../intrinsics/intrinsics.ts';
import { type Json, type JsonObject, jsonText, numberOf } from '../json.ts';
import { evaluateExpression, findPath, noResults, type Scope } from '../paths/expression.ts';
import { evaluateMembers, evaluateTemplate } from '../paths/payload-template.ts';
import { stepsOf, withValueAt } from '../paths/reference-path.ts';
import type { Exit, QueryLanguage, View } from './query-language.ts';

/** InputPath and OutputPath: absent is `$`, null is an empty object. */
const throughPath = (path: string | null | undefined, scope: Scope): Json => {
  if (path === undefined || path === '$') return scope.root;
  if (path === null) return {};
  const found = findPath(path, scope);
  if (found === undefined) throw noResults(path, scope);
  return found;
};

/** ResultPath: absent replaces the input, null throws the result away. */
const placeResult = (path: string | null | undefined, input: Json, result: Json): Json => {
  if (path === undefined || path === '$') return result;
  if (path === null) return input;
  const placed = withValueAt(input, stepsOf(path) ?? [], result);
  if (placed === undefined) {
    throw stateFailed(
      'States.ResultPathMatchFailure',
      `Unable to apply ReferencePath ${path} to input ${jsonText(input)}`,
    );
  }
  return placed;
};

function* assign(template: JsonObject | undefined, scope: Scope): Steps<Variables> {
  return template === undefined ? {} : yield* evaluateMembers(template, scope);
}

/** Types of state whose result goes through ResultPath; the others hand their effective input on. */
const HAS_RESULT: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map', 'Pass']);

/** Fields whose …Path may be an intrinsic function too. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['Error', 'Cause']);

/** Why a value that a path has found is not one that the field takes, in AWS's words. */
const wrongField: QueryLanguage['wrongField'] = (state, name, expected, value) => {
  const path = fieldOf(state, `${name}Path`);
  if (path === undefined)
    return runtimeError(`The field ${name} must be ${expected}: ${JSON.stringify(value)}`);
  const shown = JSON.stringify(value).replace(/^"|"$/g, '');
  if (expected === 'timestamp')
    return runtimeError(
      `The ${name}Path parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
    );
  if (numberOf(value) !== undefined && expected === 'integer')
    return runtimeError(`The ${name}Path parameter cannot be negative or a fraction: ${path} == ${shown}`);
  return runtimeError(
    `The ${name}Path field refers to value "${shown}" which is not a valid ${expected}: ${path}`,
  );
};

export const createJsonPath = (intrinsics: Intrinsics): QueryLanguage => {
  const scopeOf = (view: View, root: Json): Scope => ({ ...view, root, intrinsics });
  const effectiveInput = (state: State, view: View) =>
    throughPath(state.InputPath, scopeOf(view, view.input));

  function* leave(state: State, view: View, result: Json): Steps<Exit> {
    const selected =
      state.ResultSelector === undefined
        ? result
        : yield* evaluateTemplate(state.ResultSelector, scopeOf(view, result));
    const placed = HAS_RESULT.has(state.Type)
      ? placeResult(state.ResultPath, view.input, selected)
      : selected;
    return {
      output: throughPath(state.OutputPath, scopeOf(view, placed)),
      assigned: yield* assign(state.Assign, scopeOf(view, result)),
    };
  }

  function* choose(state: ChoiceState, view: View) {
    const scope = scopeOf(view, effectiveInput(state, view));
    const rule = yield* firstOf(state.Choices, true, scope);
    const next = rule ? rule.Next : state.Default;
    if (next === undefined) return undefined;
    const output = throughPath(state.OutputPath, scope);
    return { next, output, assigned: yield* assign(rule ? rule.Assign : state.Assign, scope) };
  }

  return {
    async arguments(state, view) {
      const input = effectiveInput(state, view);
      return state.Parameters === undefined
        ? input
        : inSlices(evaluateTemplate(state.Parameters, scopeOf(view, input)));
    },
    leave: (state, view, result) => inSlices(leave(state, view, result)),
    catch: async (catcher: Catcher, view, error) => ({
      output: placeResult(catcher.ResultPath, view.input, error),
      assigned: await inSlices(assign(catcher.Assign, scopeOf(view, error))),
    }),
    async field(state, name, view) {
      const path = fieldOf(state, `${name}Path`);
      if (typeof path !== 'string') return fieldOf(state, name);
      const scope = scopeOf(view, effectiveInput(state, view));
      if (TEXT_FIELDS.has(name)) return inSlices(evaluateExpression(path, scope, `${name}Path`));
      const found = findPath(path, scope);
      if (found === undefined) throw noResults(path, scope);
      return found;
    },
    wrongField,
    choose: (state, view) => inSlices(choose(state, view)),
    async items(state: MapState, view) {
      const scope = scopeOf(view, effectiveInput(state, view));
      const items =
        state.ItemsPath === undefined
          ? scope.root
          : await inSlices(evaluateExpression(state.ItemsPath, scope, 'ItemsPath'));
      if (Array.isArray(items)) return items;
      throw runtimeError(
        `Reference path "${(state.ItemsPath ?? '$').replace(/^\$\$/, '$')}" must point to array.`,
      );
    },
    async itemInput(state: MapState, view, item) {
      const template = state.ItemSelector ?? state.Parameters;
      return template === undefined
        ? item
        : inSlices(evaluateTemplate(template, scopeOf(view, effectiveInput(state, view))));
    },
  };
};
