import type { Operation, Operations } from './service.ts';

/** What was loaded, or is being loaded. */
export interface OnFirstUse<Value> {
  (): Value | Promise<Value>;
  /** Loads nothing: undefined where nothing has used it. */
  loaded(): Value | undefined;
}

/**
 * What a start does not need, as a module of its own: loaded when it is first asked for, and then at hand. Each module
 * costs half a millisecond of every start, used or not.
 */
export function onFirstUse<Value extends object>(load: () => Promise<Value>): OnFirstUse<Value> {
  let loaded: Value | undefined;
  let loading: Promise<Value> | undefined;
  const use = () => {
    if (loaded !== undefined) return loaded;
    loading ??= load().then(
      (value) => {
        loaded = value;
        return value;
      },
      (error: unknown) => {
        // As where too many files are open: the next use tries again.
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return Object.assign(use, { loaded: () => loaded });
}

/** Operations of one module, which is loaded when the first of them is called. */
export function operationsOnFirstUse<const Name extends string>(
  names: readonly Name[],
  load: () => Promise<Readonly<Record<Name, Operation>>>,
): Operations {
  const operations = onFirstUse(load);
  const entries = names.map((name): [Name, Operation] => [
    name,
    async (input, caller) => {
      const used = operations();
      return (used instanceof Promise ? await used : used)[name](input, caller);
    },
  ]);
  return Object.fromEntries(entries);
}
