import * as z from 'zod/mini';
import { limits } from './limits.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Bytes of `text` in UTF-8, the unit of most AWS limits. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/**
 * Whether `value` nests objects and arrays deeper than `depth`. Walks without recursion, because depth is what is in
 * doubt, and visits a shared or circular object once a level, so that it always ends.
 */
export function isDeeperThan(value: unknown, depth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let at = 0; level.length > 0; at++) {
    const containers = containersIn(level);
    if (at >= depth && containers.length > 0) return true;
    level = containers.flatMap(membersOf);
  }
  return false;
}

/**
 * Whether `value` is one that JSON can carry unchanged: no function, symbol, BigInt, NaN, infinity (`1e999` is
 * parsed as one) or class instance anywhere in it. A member that is undefined counts as left out, as JSON.stringify
 * has it. Judges no deeper than `limits.jsonDepth`.
 */
export function isJsonValue(value: unknown): value is JsonValue {
  let level: readonly unknown[] = [value];
  for (let at = 0; level.length > 0 && at <= limits.jsonDepth; at++) {
    if (!level.every(isJsonNode)) return false;
    level = containersIn(level).flatMap(membersOf);
  }
  return true;
}

/**
 * A JSON value, `null` included, as parsed by JSON.parse. `undefined` (a missing or misspelt field) is refused,
 * so that nothing is ever delivered as undefined.
 */
export const jsonValueSchema = z
  .custom<JsonValue>((value) => !isDeeperThan(value, limits.jsonDepth) && isJsonValue(value), {
    error: 'must be a JSON value (null is one, a missing field is not)',
  })
  .check(z.describe('Any JSON value, null included'));

/**
 * What JSON.stringify would drop or change in `value`, as the path to it and what it is; undefined where it carries
 * everything. A member that is undefined counts as left out, and what has a `toJSON` speaks for itself. Walks without
 * recursion, no deeper than `limits.jsonDepth`.
 */
export function jsonLossIn(value: unknown): { readonly path: string; readonly what: string } | undefined {
  let level: readonly (readonly [path: string, node: unknown])[] = [['', value]];
  for (let at = 0; level.length > 0 && at <= limits.jsonDepth; at++) {
    for (const [path, node] of level) {
      const what = lostAs(node);
      if (what !== undefined) return { path, what };
    }
    const containers = level.filter(([, node]) => isContainer(node));
    const known = new Map(containers.map(([path, node]) => [node as object, path]));
    level = [...known].flatMap(([node, path]) =>
      entriesOf(node).map(([name, member]) => [path === '' ? name : `${path}.${name}`, member] as const),
    );
  }
  return undefined;
}

function lostAs(node: unknown): string | undefined {
  if (node === undefined || typeof node === 'function' || typeof node === 'symbol') return `${typeof node}`;
  if (typeof node === 'bigint') return 'a BigInt';
  if (typeof node === 'number') return Number.isFinite(node) ? undefined : String(node);
  const { size, toJSON } = Object(node) as Record<string, unknown>;
  // A Map or a Set, of this realm or another, would be an empty object.
  const isCollection = typeof size === 'number' && Symbol.iterator in Object(node);
  return isCollection && toJSON === undefined ? Object(node).constructor.name : undefined;
}

function isContainer(node: unknown): boolean {
  return (
    typeof node === 'object' && node !== null && !('toJSON' in node && typeof node.toJSON === 'function')
  );
}

function entriesOf(container: object): [string, unknown][] {
  if (Array.isArray(container)) return container.map((item, index) => [String(index), item]);
  return Object.entries(container).filter(([, member]) => member !== undefined);
}

function containersIn(level: readonly unknown[]): object[] {
  return [...new Set(level)].filter((item): item is object => typeof item === 'object' && item !== null);
}

function membersOf(container: object): readonly unknown[] {
  if (Array.isArray(container)) return container;
  return Object.values(container).filter((member) => member !== undefined);
}

function isJsonNode(node: unknown): boolean {
  if (node === null || typeof node === 'string' || typeof node === 'boolean') return true;
  if (typeof node === 'number') return Number.isFinite(node);
  return typeof node === 'object' && (Array.isArray(node) || isPlain(node));
}

/** By the shape of its prototype chain, not its identity: a plain object of another realm is plain too. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
