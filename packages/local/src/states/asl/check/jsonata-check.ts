import { isObject, type Json, type JsonObject } from '../../json.ts';
import { expressionIn } from '../../jsonata/delimited.ts';
import { syntaxError } from '../../jsonata/syntax.ts';
import { fault, type Place, within } from './issue.ts';
import { checkInteger } from './values.ts';

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\/\*.*?\*\//gs;

const checkReads = (expression: string, inCatcher: boolean, place: Place): void => {
  const code = expression.replace(QUOTED, '');
  // `$$`, the root of JSONata's own input, is not there in Step Functions.
  if (/\$\$(?!\w)/.test(code)) fault(place, "Invalid JSONata expression: '$$' is not supported");
  if (!inCatcher && /\$states\s*\.\s*errorOutput\b/.test(code))
    fault(place, "The variable '$states.errorOutput' is not available for the field");
};

const checkText = (text: string, inCatcher: boolean, place: Place): void => {
  const expression = expressionIn(text);
  if (expression === undefined) {
    if (text.startsWith('{%') || text.endsWith('%}'))
      fault(place, 'A JSONata expression must start with {% and end with %}');
    return;
  }
  const error = syntaxError(expression);
  if (error !== undefined) fault(place, `Invalid JSONata expression: ${error}`);
  else checkReads(expression, inCatcher, place);
};

/** Every `{% … %}` in a value; `$states.errorOutput` is there in a Catcher only. */
export const checkExpressions = (value: Json | undefined, place: Place, inCatcher = false): void => {
  if (typeof value === 'string') checkText(value, inCatcher, place);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkExpressions(item, within(place, index), inCatcher);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value))
      checkExpressions(member, within(place, name), inCatcher);
  }
};

/** A whole number, or an expression for one. */
export const checkIntegerOrExpression = (
  object: JsonObject,
  name: string,
  range: readonly [number, number],
  place: Place,
): void => {
  const value = object[name];
  if (typeof value === 'string' && expressionIn(value) !== undefined)
    checkExpressions(value, within(place, name));
  else checkInteger(object, name, range, place);
};
