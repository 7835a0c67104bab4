import { isObject, type Json, type JsonObject } from '../json.ts';
import { expressionIn } from '../jsonata/evaluate.ts';

/** Stands for any expression: asl-validator's own pattern refuses those of several lines. */
const EXPRESSION = '{% true %}';

/** Fields of a JSONata state that hold the author's own JSON. */
const FREE_FIELDS: ReadonlySet<string> = new Set(['Arguments', 'Output', 'Assign', 'Items', 'ItemSelector']);

const inFreeField = (value: Json): Json => {
  if (typeof value === 'string')
    return value === '' || expressionIn(value) !== undefined ? EXPRESSION : value;
  if (Array.isArray(value)) return value.map(inFreeField);
  return isObject(value) ? mapMembers(value, inFreeField) : value;
};

const mapMembers = (object: JsonObject, change: (value: Json, name: string) => Json): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]): [string, Json] => [name, change(value, name)]),
  );

const inState = (value: Json, name: string): Json => {
  // AWS takes any JSON here, the validator an expression or an object.
  if (FREE_FIELDS.has(name)) return isObject(value) ? inFreeField(value) : EXPRESSION;
  if (typeof value === 'string') return expressionIn(value) === undefined ? value : EXPRESSION;
  if (name === 'Choices' || name === 'Catch')
    return (value as JsonObject[]).map((rule) => mapMembers(rule, inState));
  return value;
};

const inMachine = (machine: JsonObject, language: Json): JsonObject => {
  const states = isObject(machine.States) ? machine.States : {};
  return {
    ...machine,
    States: mapMembers(states, (state) => (isObject(state) ? stateForm(state, language) : state)),
  };
};

const stateForm = (state: JsonObject, top: Json): JsonObject => {
  const language = state.QueryLanguage ?? top;
  const form: JsonObject = language === 'JSONata' ? mapMembers(state, inState) : { ...state };
  const { Branches, ItemProcessor } = state;
  if (Array.isArray(Branches))
    form.Branches = Branches.map((branch) => (isObject(branch) ? inMachine(branch, top) : branch));
  if (isObject(ItemProcessor)) form.ItemProcessor = inMachine(ItemProcessor, top);
  return form;
};

/**
 * A copy of a definition that asl-validator judges as AWS would: it refuses some of what AWS takes in JSONata
 * fields. Their expressions are checked apart, by JSONata itself.
 */
export const validatorForm = (definition: JsonObject): JsonObject =>
  structuredClone(inMachine(definition, definition.QueryLanguage ?? 'JSONPath'));
