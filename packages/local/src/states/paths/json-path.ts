import { JSONPath } from 'jsonpath-plus';
import { runtimeError } from '../errors/failure.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { stepsOf, valueAt } from './reference-path.ts';

/** Every match of a path with wildcards, slices, unions or filters. Filters run in the library's own interpreter, not in `eval`. */
const search = (root: Json, path: string): Json =>
  isObject(root) || Array.isArray(root)
    ? (JSONPath({ path: `$${path}`, json: root, wrap: true, eval: 'safe' }) as Json)
    : [];

/**
 * What a JSONPath finds, `path` being the part after its root (`$`, `$$` or `$name`).
 * A path that names one place gives the value there, or undefined; any other gives the array of its matches.
 */
export const selectPath = (root: Json, path: string): Json | undefined => {
  const steps = stepsOf(path);
  if (steps) return valueAt(root, steps);
  try {
    return search(root, path);
  } catch (error) {
    throw runtimeError(`Invalid path '$${path}': ${(error as Error).message}`);
  }
};
