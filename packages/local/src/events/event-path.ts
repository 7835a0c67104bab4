import { isJsonList, isJsonObject, type Json } from './json.ts';

/**
 * A JSON path as EventBridge takes it: dot notation, array indices and wildcards.
 * @returns a function from an event to the value, undefined where the path leads nowhere; with a wildcard, the
 *   list of all values. Undefined where the text is not such a path.
 */
export function parseEventPath(text: string): ((event: Json) => Json | undefined) | undefined {
  if (!/^\$(\.[A-Za-z0-9_\-/]+|\.\*|\[\d+\]|\[\*\])*$/.test(text)) return undefined;
  const steps = [...text.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]/g)].map(
    ([, name, index]) => name ?? index ?? '',
  );
  const many = steps.includes('*');
  return (event) => {
    const found = steps.reduce<Json[]>(
      (values, step) => values.flatMap((value) => children(value, step)),
      [event],
    );
    return many ? found : found[0];
  };
}

function children(value: Json, step: string): readonly Json[] {
  if (isJsonList(value)) return step === '*' ? value : value.slice(Number(step), Number(step) + 1);
  if (!isJsonObject(value)) return [];
  if (step === '*') return Object.values(value);
  const member = Object.hasOwn(value, step) ? value[step] : undefined;
  return member === undefined ? [] : [member];
}
