import { expectTypeOf, it } from 'vitest';
import type { JsonValue } from './json.ts';
import type { JsonDescribed, JsonSerializable } from './json-serializable.ts';

interface Even {
  readonly even: boolean;
  readonly note?: string;
}

interface Report {
  readonly items: readonly Even[];
  readonly byName: { readonly [name: string]: Even | null };
  readonly pair: [number, string];
}

it('takes what JSON carries in full: interfaces, optional members, tuples, index signatures', () => {
  expectTypeOf<JsonSerializable<Even>>().toEqualTypeOf<Even>();
  expectTypeOf<Report>().toExtend<JsonSerializable<Report>>();
  expectTypeOf<JsonSerializable<JsonValue>>().toEqualTypeOf<JsonValue>();
  expectTypeOf<JsonSerializable<'a' | 1 | null>>().toEqualTypeOf<'a' | 1 | null>();
  expectTypeOf<{ a?: Even | undefined }>().toExtend<JsonSerializable<{ a?: Even | undefined }>>();
});

it('refuses what JSON drops or changes', () => {
  expectTypeOf<JsonSerializable<Date>>().toBeNever();
  expectTypeOf<JsonSerializable<Map<string, number>>>().toBeNever();
  expectTypeOf<JsonSerializable<Set<number>>>().toBeNever();
  expectTypeOf<JsonSerializable<() => number>>().toBeNever();
  expectTypeOf<JsonSerializable<bigint>>().toBeNever();
  expectTypeOf<JsonSerializable<symbol>>().toBeNever();
  expectTypeOf<JsonSerializable<undefined>>().toBeNever();
  expectTypeOf<JsonSerializable<unknown>>().toBeNever();
});

it('refuses them inside, at the member that is wrong', () => {
  expectTypeOf<JsonSerializable<{ at: Date; n: number }>>().toEqualTypeOf<{ at: never; n: number }>();
  expectTypeOf<JsonSerializable<{ run?: () => void }>['run']>().toEqualTypeOf<undefined>();
  expectTypeOf<JsonSerializable<Map<string, number>[]>>().toEqualTypeOf<never[]>();
  expectTypeOf<(number | undefined)[]>().not.toExtend<JsonSerializable<(number | undefined)[]>>();
  expectTypeOf<Uint8Array>().not.toExtend<JsonSerializable<Uint8Array>>();
});

it('leaves open what a schema leaves open, and refuses the rest the same', () => {
  expectTypeOf<JsonDescribed<unknown>>().toBeUnknown();
  expectTypeOf<JsonDescribed<{ more?: unknown; n: number }>>().toEqualTypeOf<{ more?: unknown; n: number }>();
  expectTypeOf<JsonDescribed<{ at: Date; even: Even }>>().toEqualTypeOf<{ at: never; even: Even }>();
  expectTypeOf<JsonDescribed<Date>>().toBeNever();
});
