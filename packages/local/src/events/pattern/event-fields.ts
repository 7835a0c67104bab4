import { isJsonObject, type Json, type JsonObject, type JsonScalar } from '../json.ts';

/** A part of an event whose fields belong together: the event itself, or one element of an array in it. */
export interface Scope {
  /** The values in this scope, and in no element below it, by their paths. */
  readonly values: Map<string, JsonScalar[]>;
  /** The arrays in this scope, each with its elements that are objects or arrays. */
  readonly arrays: ArrayScope[];
}

export interface ArrayScope {
  /** Every path that a value below leads to. */
  readonly paths: Set<string>;
  readonly elements: Scope[];
}

/**
 * The leaves of an event by their paths. A path joins names by dots whether they come from one key or from nested
 * objects, as EventBridge does; arrays add no name, and empty arrays and objects have no leaf. What lies in one element
 * of an array stays together: the fields that a pattern asks for are found in one and the same element.
 */
export function eventScope(event: JsonObject): Scope {
  const root: Scope = { values: new Map(), arrays: [] };
  visit('', event, root, []);
  return root;
}

function visit(path: string, value: Json, scope: Scope, around: readonly ArrayScope[]): void {
  if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value))
      visit(path === '' ? key : `${path}.${key}`, child, scope, around);
  } else if (Array.isArray(value)) {
    visitElements(path, value as readonly Json[], scope, around);
  } else {
    const found = scope.values.get(path);
    if (found === undefined) scope.values.set(path, [value as JsonScalar]);
    else found.push(value as JsonScalar);
    for (const array of around) array.paths.add(path);
  }
}

/** Scalars of an array are values of its field; an element with fields of its own is a scope of its own. */
function visitElements(
  path: string,
  elements: readonly Json[],
  scope: Scope,
  around: readonly ArrayScope[],
): void {
  const array: ArrayScope = { paths: new Set(), elements: [] };
  for (const element of elements) {
    if (typeof element !== 'object' || element === null) {
      visit(path, element, scope, around);
    } else {
      const own: Scope = { values: new Map(), arrays: [] };
      visit(path, element, own, [...around, array]);
      array.elements.push(own);
    }
  }
  if (array.elements.length > 0) scope.arrays.push(array);
}
