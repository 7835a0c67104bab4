import { isStepDue, type Steps } from '../../foundation/steps.ts';
import { isJsonList, type Json, type JsonObject, type JsonScalar } from '../json.ts';

/** A part of an event whose fields belong together: the event itself, or one element of an array in it. */
export interface Scope {
  /** The values in this scope, and in no element below it, by their paths. */
  readonly values: Map<string, JsonScalar[]>;
  /** The arrays in this scope, each with its elements that are objects or arrays. */
  readonly arrays: ArrayScope[];
}

/** A whole event. */
export interface EventScope extends Scope {
  /** The values in it, wherever they are, by their paths. */
  readonly all: Map<string, JsonScalar[]>;
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
export function* eventScope(event: JsonObject): Steps<EventScope> {
  const root: EventScope = { values: new Map(), arrays: [], all: new Map() };
  yield* visit('', event, { scope: root, around: [], all: root.all });
  return root;
}

/** Where the walk through an event stands. */
interface Standing {
  readonly scope: Scope;
  readonly around: readonly ArrayScope[];
  readonly all: EventScope['all'];
}

function* visit(path: string, value: readonly Json[] | JsonObject, at: Standing): Steps<void> {
  if (isStepDue()) yield;
  if (isJsonList(value)) return yield* visitElements(path, value, at);
  for (const [key, child] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (isScalar(child)) add(name, child, at);
    else yield* visit(name, child, at);
  }
}

/** Scalars of an array are values of its field; an element with fields of its own is a scope of its own. */
function* visitElements(path: string, elements: readonly Json[], at: Standing): Steps<void> {
  const array: ArrayScope = { paths: new Set(), elements: [] };
  const around = [...at.around, array];
  for (const element of elements) {
    if (isStepDue()) yield;
    if (isScalar(element)) {
      add(path, element, at);
    } else {
      const own: Scope = { values: new Map(), arrays: [] };
      yield* visit(path, element, { ...at, scope: own, around });
      array.elements.push(own);
    }
  }
  if (array.elements.length > 0) at.scope.arrays.push(array);
}

function add(path: string, value: JsonScalar, { scope, around, all }: Standing): void {
  const found = scope.values.get(path);
  if (found === undefined) scope.values.set(path, [value]);
  else found.push(value);
  for (const array of around) array.paths.add(path);
  const values = all.get(path);
  if (values === undefined) all.set(path, [value]);
  else values.push(value);
}

function isScalar(value: Json): value is JsonScalar {
  return typeof value !== 'object' || value === null;
}
