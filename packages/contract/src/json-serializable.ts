import type { JsonValue } from './json.ts';

/**
 * `T` where JSON.stringify carries every value of it in full: texts, numbers, booleans, null, and arrays and objects of
 * them, interfaces and optional members included. What it would drop or turn into something else is `never` at its
 * place, so that a type error names the member: functions, symbols, BigInt, undefined in an array, Date, Map, Set and
 * other classes with methods.
 */
export type JsonSerializable<T> = T extends JsonValue
  ? T
  : T extends NotJson
    ? never
    : T extends readonly unknown[]
      ? { [Item in keyof T]: JsonSerializable<T[Item]> }
      : T extends object
        ? { [Member in keyof T]: JsonMember<T[Member]> }
        : never;

/** A member that is undefined is left out, as JSON.stringify has it. */
type JsonMember<T> = T extends undefined ? T : JsonSerializable<T>;

type NotJson =
  | ((...parameters: never[]) => unknown)
  | symbol
  | bigint
  | undefined
  | Date
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;
