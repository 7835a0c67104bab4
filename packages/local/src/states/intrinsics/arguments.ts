import type { Json, JsonObject } from '../json.ts';
import { isObject, numberOf } from '../json.ts';

/** A function gets its arguments with its own name, so that an error can say whose they are. */
export type Args = { readonly name: string; readonly values: readonly Json[] };

/** What is wrong with a call of an intrinsic function, for the error that names the whole expression. */
export class CallFault extends Error {
  readonly error: 'States.IntrinsicFailure' | 'States.Runtime';

  constructor(message: string, error: CallFault['error'] = 'States.IntrinsicFailure') {
    super(message);
    this.error = error;
  }
}

export const intrinsicFailed = (name: string, reason: string) =>
  new CallFault(`Invalid arguments in ${name}: ${reason}`);

export const expectCount = (args: Args, least: number, most = least): void => {
  const { length } = args.values;
  if (length < least || length > most) {
    throw intrinsicFailed(
      args.name,
      `takes ${least === most ? least : `${least} to ${most}`} arguments, got ${length}`,
    );
  }
};

const expectKind = <T extends Json>(
  args: Args,
  at: number,
  kind: string,
  is: (value: Json) => value is T,
): T => {
  const value = args.values[at];
  if (value === undefined || !is(value))
    throw intrinsicFailed(args.name, `argument ${at + 1} must be ${kind}`);
  return value;
};

export const stringAt = (args: Args, at: number): string =>
  expectKind(args, at, 'a string', (value) => typeof value === 'string');

export const numberAt = (args: Args, at: number): number => {
  const number = numberOf(args.values[at]);
  if (number === undefined) throw intrinsicFailed(args.name, `argument ${at + 1} must be a number`);
  return number;
};

/** AWS rounds a fraction to the nearest integer. */
export const integerAt = (args: Args, at: number): number => Math.round(numberAt(args, at));

export const booleanAt = (args: Args, at: number): boolean =>
  expectKind(args, at, 'a boolean', (value) => typeof value === 'boolean');

export const arrayAt = (args: Args, at: number): Json[] =>
  expectKind(args, at, 'an array', (value) => Array.isArray(value));

export const objectAt = (args: Args, at: number): JsonObject => expectKind(args, at, 'an object', isObject);
