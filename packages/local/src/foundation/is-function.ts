/** What it takes is its own matter. */
export function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function';
}
