import { isObject, type Json, type JsonObject } from '../json.ts';
import { expressionIn } from '../jsonata/evaluate.ts';

/** Stands for any expression: asl-validator's own pattern refuses those of several lines. */
const EXPRESSION = '{% true %}';

/** Fields that hold the author's own JSON. */
const FREE_FIELDS: ReadonlySet<string> = new Set([
  ...['Arguments', 'Output', 'Assign', 'Items', 'ItemSelector'],
  ...['Parameters', 'Result', 'ResultSelector'],
]);

const mapMembers = (object: JsonObject, change: (value: Json, name: string) => Json): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]): [string, Json] => [name, change(value, name)]),
  );

/** The validator takes anything that is called States for states, wherever it is. */
const withoutStates = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutStates);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name === 'States' ? 'Data' : name,
    withoutStates(member),
  ]);
  return Object.fromEntries(members);
};

const expressionsIn = (value: Json): Json => {
  if (typeof value === 'string') {
    return value === '' || expressionIn(value) !== undefined ? EXPRESSION : value;
  }
  if (Array.isArray(value)) return value.map(expressionsIn);
  return isObject(value) ? mapMembers(value, expressionsIn) : value;
};

const inRules = (rules: Json): Json =>
  Array.isArray(rules) ? rules.map((rule) => (isObject(rule) ? mapMembers(rule, inJsonata) : rule)) : rules;

const inJsonata = (value: Json, name: string): Json => {
  // AWS takes any JSON here, the validator an expression or an object.
  if (FREE_FIELDS.has(name)) return isObject(value) ? expressionsIn(withoutStates(value)) : EXPRESSION;
  if (name === 'Choices' || name === 'Catch') return inRules(value);
  const worked = typeof value === 'string' ? expressionIn(value) !== undefined : name === 'Condition';
  return worked ? EXPRESSION : value;
};

const inJsonPath = (value: Json, name: string): Json =>
  FREE_FIELDS.has(name) ? withoutStates(value) : value;

const inMachine = (machine: JsonObject, language: Json): JsonObject => {
  const states = isObject(machine.States) ? machine.States : {};
  return {
    ...machine,
    States: mapMembers(states, (state) => (isObject(state) ? stateForm(state, language) : state)),
  };
};

const stateForm = (state: JsonObject, top: Json): JsonObject => {
  const language = state.QueryLanguage ?? top;
  const form: JsonObject = mapMembers(state, language === 'JSONata' ? inJsonata : inJsonPath);
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
