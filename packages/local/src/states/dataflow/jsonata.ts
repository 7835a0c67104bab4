import type { ChoiceRule, ChoiceState } from '../asl/state.ts';
import type { Variables } from '../execution/execution.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Outside } from '../jsonata/bindings.ts';
import { queryError } from '../jsonata/evaluate.ts';
import { evaluateJsonataTemplate } from '../jsonata/template.ts';
import type { Exit, QueryLanguage, View } from './query-language.ts';

interface Leaving {
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** Types of state that have `$states.result`. */
const HAS_RESULT: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

export const createJsonata = (outside: Outside): QueryLanguage => {
  const evaluate = (template: Json, view: View, location: string, more: JsonObject = {}): Promise<Json> => {
    const states = { input: view.input, context: view.context(), ...more };
    return evaluateJsonataTemplate(template, { bindings: { ...view.variables, states }, outside }, location);
  };

  /** Output and Assign see the same values: neither sees what the other makes. */
  const leaveBy = async (by: Leaving, view: View, otherwise: Json, more: JsonObject): Promise<Exit> => ({
    output: by.Output === undefined ? otherwise : await evaluate(by.Output, view, 'Output', more),
    assigned: by.Assign === undefined ? {} : ((await evaluate(by.Assign, view, 'Assign', more)) as Variables),
  });

  const conditionHolds = async (rule: ChoiceRule, index: number, view: View): Promise<boolean> => {
    const location = `Choices[${index}]/Condition`;
    const held = await evaluate(rule.Condition ?? false, view, location);
    if (typeof held === 'boolean') return held;
    throw queryError(
      `The JSONata expression '${rule.Condition}' specified for the field '${location}' returned an unexpected result type. Expected 'boolean', but was '${Array.isArray(held) ? 'array' : typeof held}'.`,
      location,
    );
  };

  return {
    arguments: async (state, view) =>
      state.Arguments === undefined ? view.input : evaluate(state.Arguments, view, 'Arguments'),
    leave: (state, view, result) =>
      leaveBy(state, view, result, HAS_RESULT.has(state.Type) ? { result } : {}),
    catch: (catcher, view, error) => leaveBy(catcher, view, error, { errorOutput: error }),
    async field(state, name, view) {
      const value = (state as unknown as Record<string, Json | undefined>)[name];
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
    items: async (state, view) =>
      state.Items === undefined ? view.input : evaluate(state.Items, view, 'Items'),
    itemInput: async (state, view, item) =>
      state.ItemSelector === undefined ? item : evaluate(state.ItemSelector, view, 'ItemSelector'),
  };
};
