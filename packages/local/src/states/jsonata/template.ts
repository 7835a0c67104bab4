import type { Ids } from '../ids.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { evaluateJsonata, expressionIn } from './evaluate.ts';

/** A JSON value with every `{% … %}` string in it evaluated; `location` names the field, for errors. */
export const evaluateJsonataTemplate = async (
  template: Json,
  bindings: Readonly<Record<string, unknown>>,
  location: string,
  ids: Ids,
): Promise<Json> => {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    return expression === undefined ? template : evaluateJsonata(expression, bindings, location, ids);
  }
  if (Array.isArray(template)) {
    return Promise.all(
      template.map((item, at) => evaluateJsonataTemplate(item, bindings, `${location}[${at}]`, ids)),
    );
  }
  if (!isObject(template)) return template;
  const members = Object.entries(template).map(
    async ([name, value]): Promise<[string, Json]> => [
      name,
      await evaluateJsonataTemplate(value, bindings, `${location}/${name}`, ids),
    ],
  );
  return Object.fromEntries(await Promise.all(members));
};
