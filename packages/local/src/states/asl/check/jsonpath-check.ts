import { isIntrinsicName } from '../../intrinsics/names.ts';
import { type Expression, parseExpression } from '../../intrinsics/parse.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { parsePath } from '../../paths/parse-path.ts';
import { isReferencePath } from '../../paths/path.ts';
import { fault, type Place, unsupported, within } from './issue.ts';

const knowsFunctions = (expression: Expression): boolean =>
  expression.kind !== 'call' || (isIntrinsicName(expression.name) && expression.args.every(knowsFunctions));

/** A path, or an intrinsic function where the field takes one; undefined if it is neither, and says why if it is ours to say. */
const isExpression = (text: string, place: Place): boolean => {
  try {
    return knowsFunctions(parseExpression(text));
  } catch (error) {
    const reason = /(the regular expression .*) is not supported by the local runtime/.exec(
      String(error),
    )?.[1];
    if (reason !== undefined) unsupported(place, reason);
    return reason !== undefined;
  }
};

const isPath = (text: string): boolean => {
  try {
    parsePath(text);
    return true;
  } catch {
    return false;
  }
};

/** A field such as InputPath: a path, or null where that is allowed. */
export const checkPathField = (object: JsonObject, name: string, place: Place, nullable = false): void => {
  const value = object[name];
  if (value === undefined || (value === null && nullable)) return;
  if (typeof value !== 'string' || !isPath(value))
    fault(within(place, name), `The value for the field '${name}' must be a valid JSONPath`);
};

/** ErrorPath and CausePath take an intrinsic function too. */
export const checkExpressionField = (object: JsonObject, name: string, place: Place): void => {
  const value = object[name];
  if (value === undefined) return;
  if (typeof value !== 'string' || !isExpression(value, place))
    fault(
      within(place, name),
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
    );
};

const isOwnReference = (value: string): boolean => {
  const path = isPath(value) ? parsePath(value) : undefined;
  return path !== undefined && path.root === '' && isReferencePath(path);
};

/** ResultPath: one place in the state's input, or null. */
export const checkResultPath = (object: JsonObject, place: Place): void => {
  const { ResultPath: value } = object;
  if (value === undefined || value === null) return;
  if (typeof value !== 'string' || !isOwnReference(value))
    fault(within(place, 'ResultPath'), "The value for the field 'ResultPath' must be a valid reference path");
};

const checkMember = (name: string, value: Json, place: Place): void => {
  if (!name.endsWith('.$')) {
    checkTemplate(value, within(place, name));
    return;
  }
  if (typeof value !== 'string' || !isExpression(value, place))
    fault(
      place,
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
    );
};

/** A payload template: whatever stands under a name that ends in `.$` is a path or a function. */
export const checkTemplate = (template: Json | undefined, place: Place): void => {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) checkTemplate(item, within(place, index));
    return;
  }
  if (!isObject(template)) return;
  const seen = new Set<string>();
  const twice = Object.keys(template)
    .map((name) => name.replace(/\.\$$/, ''))
    .find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) fault(place, `Duplicate field name '${twice}' after evaluation`);
  for (const [name, value] of Object.entries(template)) checkMember(name, value, place);
};
