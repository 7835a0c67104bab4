import { z } from 'zod';
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

/** Whether `value` nests objects and arrays deeper than `depth`. Walks without recursion: depth is what is in doubt. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let at = 0; level.length > 0; at++) {
    const containers = level.filter((item): item is object => typeof item === 'object' && item !== null);
    if (at >= depth && containers.length > 0) return true;
    level = containers.flatMap((item) => Object.values(item));
  }
  return false;
}

/**
 * A JSON value, `null` included, as parsed by JSON.parse. `undefined` (a missing or misspelt field) is refused,
 * so that nothing is ever delivered as undefined.
 */
export const jsonValueSchema = z
  .custom<JsonValue>((value) => value !== undefined && !isDeeperThan(value, limits.jsonDepth), {
    error: 'must be a JSON value (null is one, a missing field is not)',
  })
  .describe('Any JSON value, null included');
