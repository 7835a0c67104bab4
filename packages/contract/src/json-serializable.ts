import type { JsonValue } from './json.ts';

/**
 * `T` where JSON.stringify carries every value of it in full: texts, numbers, booleans, null, and arrays and objects of
 * them, interfaces and optional members included. What it would drop or turn into something else is `never` at its
 * place, so that a type error names the member: functions, symbols, BigInt, undefined in an array, Date, Map, Set and
 * other classes with methods.
 */
export type JsonSerializable<T> = Serializable<T, never>;

/** As `JsonSerializable`, of what a schema describes: where it says `unknown`, the value is checked when there is one. */
export type JsonDescribed<T> = Serializable<T, unknown>;

type Serializable<T, Unknown> = T extends JsonValue
  ? T
  : unknown extends T
    ? Unknown
    : T extends NotJson
      ? never
      : T extends readonly unknown[]
        ? { [Item in keyof T]: Serializable<T[Item], Unknown> }
        : T extends object
          ? { [Member in keyof T]: SerializableMember<T[Member], Unknown> }
          : never;

/** A member that is undefined is left out, as JSON.stringify has it. */
type SerializableMember<T, Unknown> = T extends undefined ? T : Serializable<T, Unknown>;

type NotJson =
  | ((...parameters: never[]) => unknown)
  | symbol
  | bigint
  | undefined
  | Date
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;
