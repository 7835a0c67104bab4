import { type Ids, systemIds } from '../ids.ts';
import type { Json } from '../json.ts';
import { type Args, intrinsicFailed } from './arguments.ts';
import { arrayFunctions } from './arrays.ts';
import { encodingFunctions } from './encoding.ts';
import { mathFunctions } from './math.ts';
import { stringFunctions } from './strings.ts';

/** Calls an intrinsic function by its name, as `States.Format`; throws States.IntrinsicFailure. */
export type Intrinsics = (name: string, values: readonly Json[]) => Json;

export type IntrinsicFunction = (args: Args) => Json;

/** Every function that AWS documents; a definition that names another one is refused. */
const functionsWith = (ids: Ids): Readonly<Record<string, IntrinsicFunction>> => ({
  ...arrayFunctions,
  ...stringFunctions(ids),
  ...encodingFunctions,
  ...mathFunctions(ids),
});

const names: ReadonlySet<string> = new Set(Object.keys(functionsWith(systemIds)));

export const isKnownIntrinsic = (name: string): boolean => names.has(name);

export const createIntrinsics = (ids: Ids): Intrinsics => {
  const functions = functionsWith(ids);
  return (name, values) => {
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!run) throw intrinsicFailed(name, 'there is no such function');
    return run({ name, values });
  };
};
