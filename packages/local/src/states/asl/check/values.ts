import { isObject, type Json, type JsonObject, numberOf } from '../../json.ts';
import { fault, type Place, within } from './issue.ts';

export const isNumber = (value: Json | undefined): boolean => numberOf(value) !== undefined;

/** A text, where the field is there. */
export const checkText = (object: JsonObject, name: string, place: Place): void => {
  const value = object[name];
  if (value !== undefined && typeof value !== 'string')
    fault(within(place, name), 'Expected value of type String');
};

/** A whole number from `least` to `most`, where the field is there. */
export const checkInteger = (
  object: JsonObject,
  name: string,
  [least, most]: readonly [number, number],
  place: Place,
): void => {
  if (object[name] === undefined) return;
  const number = numberOf(object[name]);
  if (number === undefined || !Number.isInteger(number))
    fault(within(place, name), 'Expected value of type Integer');
  else if (number < least) fault(within(place, name), `Value is not greater than or equal to ${least}`);
  else if (number > most) fault(within(place, name), `Value is not less than or equal to ${most}`);
};

/** At most one of the fields; exactly one where `required`. */
export const checkOneOf = (
  object: JsonObject,
  names: readonly string[],
  place: Place,
  required = false,
): void => {
  const given = names.filter((name) => object[name] !== undefined);
  const list = `[${names.join(', ')}]`;
  if (given.length > 1) fault(place, `Only one of these fields is allowed: ${list}`);
  if (given.length === 0 && required) fault(place, `Exactly one of these fields is required: ${list}`);
};

export const checkRequired = (object: JsonObject, names: readonly string[], place: Place): void => {
  const missing = names.filter((name) => object[name] === undefined);
  if (missing.length > 0) fault(place, `These fields are required: [${missing.join(', ')}]`);
};

export const checkAllowed = (object: JsonObject, allowed: ReadonlySet<string>, place: Place): void => {
  for (const name of Object.keys(object))
    if (!allowed.has(name)) fault(place, `Field '${name}' is not supported`);
};

export const checkEnum = (
  object: JsonObject,
  name: string,
  values: readonly string[],
  place: Place,
): void => {
  const value = object[name];
  if (value === undefined || (typeof value === 'string' && values.includes(value))) return;
  fault(within(place, name), `The field '${name}' should have one of these values: [${values.join(', ')}]`);
};

/** The objects of a list, each with its place; faults where it is not a list of objects. */
export const objectsIn = (object: JsonObject, name: string, place: Place): [JsonObject, Place][] => {
  const value = object[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    fault(within(place, name), 'Expected value of type Array');
    return [];
  }
  return value.flatMap((item, index): [JsonObject, Place][] => {
    const at = within(within(place, name), index);
    if (isObject(item)) return [[item, at]];
    fault(at, 'Expected value of type Object');
    return [];
  });
};
