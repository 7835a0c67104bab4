import { type Attributes, type AttributeValue, attributeOf } from '../values/attribute-value.ts';
import type { DocumentPath } from './document-path.ts';

/** What stands at a path; undefined where nothing does. */
export function readPath(item: Attributes, path: DocumentPath): AttributeValue | undefined {
  let value = attributeOf(item, path[0]);
  for (let at = 1; at < path.length && value !== undefined; at += 1) value = step(value, path[at] ?? '');
  return value;
}

export function step(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value ? attributeOf(value.M, part) : undefined;
}
