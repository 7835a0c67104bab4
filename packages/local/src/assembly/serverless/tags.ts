import { isObject } from '../../foundation/is-object.ts';

/** SAM's tags are a map, CloudFormation's a list. */
export function tagsOf(tags: unknown): { readonly Tags?: unknown } {
  if (tags === undefined) return {};
  return { Tags: isObject(tags) ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) : tags };
}
