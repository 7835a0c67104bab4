import { StateFailed } from '../errors/failure.ts';
import { isObject, type Json, numberOf } from '../json.ts';

/** The name that AWS's messages give a value's type. */
export const typeName = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  return numberOf(value) === undefined ? typeof value : 'number';
};

export const queryError = (cause: string, location?: string): StateFailed =>
  new StateFailed({
    error: 'States.QueryEvaluationError',
    cause,
    evaluation: location === undefined ? {} : { location },
  });

/** A value that the field does not take although its expression could be evaluated. */
export const wrongType = (expression: string, location: string, expected: string, value: Json): StateFailed =>
  queryError(
    `The JSONata expression '${expression}' specified for the field '${location}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    location,
  );
