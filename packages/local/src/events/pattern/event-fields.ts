import { isJsonObject, type Json, type JsonObject, type JsonScalar } from '../json.ts';

/** A leaf of an event, and which element it lies in of each array of objects on its way. */
export interface EventField {
  readonly value: JsonScalar;
  readonly elements: ReadonlyMap<number, number>;
}

/**
 * The leaves of an event by their paths. A path joins names by dots whether they come from one key or from
 * nested objects, as EventBridge does; arrays add no name, and empty arrays and objects have no leaf.
 */
export function eventFields(event: JsonObject): Map<string, EventField[]> {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;

  function visit(path: string, value: Json, elements: ReadonlyMap<number, number>): void {
    if (isJsonObject(value)) {
      for (const [key, child] of Object.entries(value))
        visit(path === '' ? key : `${path}.${key}`, child, elements);
    } else if (Array.isArray(value)) {
      const array = arrays++;
      (value as readonly Json[]).forEach((element, index) => {
        visit(path, element, isJsonObject(element) ? new Map([...elements, [array, index]]) : elements);
      });
    } else {
      const found = fields.get(path) ?? [];
      found.push({ value: value as JsonScalar, elements });
      fields.set(path, found);
    }
  }

  visit('', event, new Map());
  return fields;
}
