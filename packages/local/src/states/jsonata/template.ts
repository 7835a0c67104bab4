import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { expressionIn } from './delimited.ts';
import { type Bindings, type Evaluator, evaluateJsonata } from './evaluate.ts';

/** What the expressions of one field are evaluated with. */
export interface Setting {
  /** `$states` and the variables. */
  readonly bindings: Bindings;
  readonly evaluator: Evaluator;
}

/** A JSON value with every `{% … %}` string in it evaluated, one after the other; `location` names the field, for errors. */
export const evaluateJsonataTemplate = async (
  template: Json,
  setting: Setting,
  location: string,
): Promise<Json> => {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    if (expression === undefined) return template;
    return evaluateJsonata(expression, setting.bindings, location, setting.evaluator);
  }
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [at, item] of template.entries()) {
      items.push(await evaluateJsonataTemplate(item, setting, `${location}[${at}]`));
    }
    return items;
  }
  if (!isObject(template)) return template;
  const members: [string, Json][] = [];
  for (const [name, value] of Object.entries(template)) {
    members.push([name, await evaluateJsonataTemplate(value, setting, `${location}/${name}`)]);
  }
  return Object.fromEntries(members);
};
