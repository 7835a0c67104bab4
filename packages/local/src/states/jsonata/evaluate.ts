import jsonata from 'jsonata';
import type { Json } from '../json.ts';
import { type Outside, stepFunctionsBindings } from './bindings.ts';
import { queryError } from './wrong-type.ts';

/** Bounds (milliseconds, calls, items), so that a runaway expression fails its state and not the runtime. */
const BOUNDS = { timeout: 1_000, stack: 500, sequence: 1_000_000 };

const known = new Map<string, jsonata.Expression>();

const compile = (text: string): jsonata.Expression => {
  let expression = known.get(text);
  if (!expression) {
    expression = jsonata(text, BOUNDS);
    known.set(text, expression);
  }
  return expression;
};

const DELIMITED = /^\{%(.*)%\}$/s;

/** The expression inside `{% … %}`; undefined for any other string. */
export const expressionIn = (text: string): string | undefined => DELIMITED.exec(text)?.[1]?.trim();

/** The reason why an expression cannot be parsed; undefined if it can. */
export const syntaxError = (expression: string): string | undefined => {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Plain JSON of what JSONata gives: its sequences carry extra members, and a function is no value. */
const asJson = (value: unknown, expression: string, location: string): Json => {
  const text =
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && '_jsonata_function' in value)
      ? undefined
      : JSON.stringify(value);
  if (text === undefined) {
    const kind = value === undefined ? 'returned nothing (undefined)' : 'returned an unsupported result type';
    throw queryError(
      `The JSONata expression '${expression}' specified for the field '${location}' ${kind}.`,
      location,
    );
  }
  return JSON.parse(text) as Json;
};

/** Evaluates an expression with `$states` and the variables; throws States.QueryEvaluationError. */
export const evaluateJsonata = async (
  expression: string,
  bindings: Readonly<Record<string, unknown>>,
  location: string,
  outside: Outside,
): Promise<Json> => {
  let value: unknown;
  try {
    value = await compile(expression).evaluate({}, { ...stepFunctionsBindings(outside), ...bindings });
  } catch (error) {
    const { code, message } = error as jsonata.JsonataError;
    throw queryError(
      `The JSONata expression '${expression}' specified for the field '${location}' threw an error during evaluation. ${code ? `${code}: ` : ''}${message}`,
      location,
    );
  }
  return asJson(value, expression, location);
};
