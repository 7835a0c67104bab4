import type { Ids } from '../ids.ts';
import type { Json } from '../json.ts';
import { type Args, intrinsicFailed } from './arguments.ts';
import { arrayFunctions } from './arrays.ts';
import { encodingFunctions } from './encoding.ts';
import { mathFunctions } from './math.ts';
import { type IntrinsicName, isIntrinsicName } from './names.ts';
import { stringFunctions } from './strings.ts';

/** Calls an intrinsic function by its name, as `States.Format`; throws a CallFault. */
export type Intrinsics = (name: string, values: readonly Json[]) => Json;

export type IntrinsicFunction = (args: Args) => Json;

const functionsWith = (ids: Ids): Readonly<Record<IntrinsicName, IntrinsicFunction>> => ({
  ...arrayFunctions,
  ...stringFunctions(ids),
  ...encodingFunctions,
  ...mathFunctions(ids),
});

export const createIntrinsics = (ids: Ids): Intrinsics => {
  const functions = functionsWith(ids);
  return (name, values) => {
    if (!isIntrinsicName(name)) throw intrinsicFailed(name, 'there is no such function');
    return functions[name]({ name, values });
  };
};
