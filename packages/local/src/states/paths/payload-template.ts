import type { Steps } from '../../foundation/steps.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { evaluateExpression, type Scope } from './expression.ts';

/** The members of a payload template that is an object. */
export function* evaluateMembers(template: JsonObject, scope: Scope): Steps<JsonObject> {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$') && typeof value === 'string') {
      result[name.slice(0, -2)] = yield* evaluateExpression(value, scope, name);
    } else {
      result[name] = yield* evaluateTemplate(value, scope);
    }
  }
  return result;
}

/**
 * A payload template (Parameters, ResultSelector, ItemSelector, Assign) with every `.$` field worked out, a step for
 * each.
 */
export function* evaluateTemplate(template: Json, scope: Scope): Steps<Json> {
  if (!Array.isArray(template))
    return isObject(template) ? yield* evaluateMembers(template, scope) : template;
  const result: Json[] = [];
  for (const item of template) result.push(yield* evaluateTemplate(item, scope));
  return result;
}
