import { onFirstUse } from '../../foundation/first-use.ts';
import { type ChoiceRule, type ChoiceState, fieldOf } from '../asl/state.ts';
import type { Variables } from '../execution/execution.ts';
import { isObject, type Json, type JsonObject, objectWithPlainNumbers } from '../json.ts';
import { expressionIn } from '../jsonata/delimited.ts';
import type { Evaluator } from '../jsonata/evaluate.ts';
import { queryError, wrongType } from '../jsonata/wrong-type.ts';
import type { Exit, QueryLanguage, View } from './query-language.ts';

interface Leaving {
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** Types of state that have `$states.result`. */
const HAS_RESULT: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

/** Of what a template makes that is an object. */
const members = (value: Json): Variables => (isObject(value) ? value : {});

/** An expression without its `{% %}`, and any other value as JSON. */
const expressionText = (value: Json): string =>
  typeof value === 'string' ? (expressionIn(value) ?? value) : JSON.stringify(value);

/** The language itself, which machines in JSONPath do without. */
const templates = onFirstUse(() => import('../jsonata/template.ts'));

export const createJsonata = (evaluator: Evaluator): QueryLanguage => {
  const evaluate = async (
    template: Json,
    view: View,
    location: string,
    more: JsonObject = {},
  ): Promise<Json> => {
    const states = { input: view.input, context: view.context(), ...more };
    const bindings = objectWithPlainNumbers({ ...view.variables, states });
    const used = templates();
    const { evaluateJsonataTemplate } = used instanceof Promise ? await used : used;
    return evaluateJsonataTemplate(template, { bindings, evaluator }, location);
  };

  /** Output and Assign see the same values: neither sees what the other makes. */
  const leaveBy = async (by: Leaving, view: View, otherwise: Json, more: JsonObject): Promise<Exit> => ({
    output: by.Output === undefined ? otherwise : await evaluate(by.Output, view, 'Output', more),
    assigned: by.Assign === undefined ? {} : members(await evaluate(by.Assign, view, 'Assign', more)),
  });

  const conditionHolds = async (rule: ChoiceRule, index: number, view: View): Promise<boolean> => {
    const location = `Choices[${index}]/Condition`;
    const held = await evaluate(rule.Condition ?? false, view, location);
    if (typeof held === 'boolean') return held;
    throw wrongType(expressionText(rule.Condition ?? null), location, 'boolean', held);
  };

  return {
    arguments: async (state, view) =>
      state.Arguments === undefined ? view.input : evaluate(state.Arguments, view, 'Arguments'),
    leave: (state, view, result) =>
      leaveBy(state, view, result, HAS_RESULT.has(state.Type) ? { result } : {}),
    catch: (catcher, view, error) => leaveBy(catcher, view, error, { errorOutput: error }),
    async field(state, name, view) {
      const value = fieldOf(state, name);
      return value === undefined ? undefined : evaluate(value, view, name);
    },
    async choose(state: ChoiceState, view) {
      for (const [index, rule] of state.Choices.entries()) {
        if (await conditionHolds(rule, index, view)) {
          return { next: rule.Next ?? '', ...(await leaveBy(rule, view, view.input, {})) };
        }
      }
      return state.Default === undefined
        ? undefined
        : { next: state.Default, ...(await leaveBy(state, view, view.input, {})) };
    },
    wrongField(state, name, expected, value) {
      const type = expected === 'integer' ? 'number' : expected;
      return wrongType(expressionText(fieldOf(state, name) ?? null), name, type, value);
    },
    async items(state, view) {
      const items = state.Items === undefined ? view.input : await evaluate(state.Items, view, 'Items');
      if (Array.isArray(items)) return items;
      if (state.Items === undefined)
        throw queryError(`Map state input must be an array but was: ${JSON.stringify(items)}`);
      throw wrongType(expressionText(state.Items), 'Items', 'array', items);
    },
    itemInput: async (state, view, item) =>
      state.ItemSelector === undefined ? item : evaluate(state.ItemSelector, view, 'ItemSelector'),
  };
};
