import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { evaluateExpression, type Scope } from './expression.ts';

const evaluateMembers = (template: JsonObject, scope: Scope): JsonObject => {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$') && typeof value === 'string') {
      result[name.slice(0, -2)] = evaluateExpression(value, scope, name);
    } else {
      result[name] = evaluateTemplate(value, scope);
    }
  }
  return result;
};

/** A payload template (Parameters, ResultSelector, ItemSelector, Assign) with every `.$` field worked out. */
export const evaluateTemplate = (template: Json, scope: Scope): Json => {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, scope));
  return isObject(template) ? evaluateMembers(template, scope) : template;
};
