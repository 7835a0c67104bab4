import type { State } from '../../asl/state.ts';
import type { QueryLanguage, View } from '../../dataflow/query-language.ts';
import { type Json, type JsonObject, jsonText } from '../../json.ts';

/** What a state makes of its data on the way, as TestState shows it. */
export interface Inspection {
  data: JsonObject;
}

/** A copy of the state without some of its fields: what the data is before they apply. */
const without = (state: State, ...names: readonly string[]): State =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name))) as unknown as State;

/** The way in, of a JSONPath state: InputPath, then Parameters. */
export const inspectInput = async (
  state: State,
  language: QueryLanguage,
  view: View,
  inspection: Inspection,
): Promise<Json> => {
  const input = await language.arguments(without(state, 'Parameters'), view);
  inspection.data.afterInputPath = jsonText(input);
  return input;
};

/** The way out, of a JSONPath state: ResultSelector, then ResultPath. */
export const inspectResult = async (
  state: State,
  language: QueryLanguage,
  view: View,
  result: Json,
  inspection: Inspection,
): Promise<void> => {
  const selected = await language.leave(without(state, 'ResultPath', 'OutputPath', 'Assign'), view, result);
  inspection.data.afterResultSelector = jsonText(selected.output);
  const placed = await language.leave(without(state, 'OutputPath', 'Assign'), view, result);
  inspection.data.afterResultPath = jsonText(placed.output);
};
