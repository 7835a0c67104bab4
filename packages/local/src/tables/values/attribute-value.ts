import { type NameMap, nameMap } from './name-map.ts';

/** An attribute's value as the API carries it: exactly one member, named by its type. Binary is base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Attributes };

export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** Attributes by name: an item, a key or a map. */
export type Attributes = { readonly [name: string]: AttributeValue };

/** The same, while it is put together. Made by {@link attributes}, so that any name is only a name. */
export type MutableAttributes = NameMap<AttributeValue>;

export const attributes: (from?: Attributes) => MutableAttributes = nameMap;

export function attributeOf(item: Attributes | undefined, name: string): AttributeValue | undefined {
  return item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
}

export function typeOf(value: AttributeValue): ValueType {
  for (const type in value) return type as ValueType;
  throw new TypeError('An attribute value has no type.');
}

/** What the value holds, whatever its type. */
export function contentOf(value: AttributeValue): unknown {
  return (value as Record<string, unknown>)[typeOf(value)];
}

export const setTypes: Readonly<Record<string, 'S' | 'N' | 'B'>> = { SS: 'S', NS: 'N', BS: 'B' };

export function elementsOf(value: AttributeValue): readonly string[] {
  return contentOf(value) as readonly string[];
}
