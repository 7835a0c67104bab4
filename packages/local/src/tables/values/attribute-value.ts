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

/** @throws TypeError where there is none */
export function attributeIn(item: Attributes, name: string): AttributeValue {
  const value = item[name];
  if (value === undefined) throw new TypeError(`There is no attribute ${name}.`);
  return value;
}

export function typeOf(value: AttributeValue): ValueType {
  for (const type in value) if (isValueType(type)) return type;
  throw new TypeError('An attribute value has no type.');
}

const types: ReadonlySet<string> = new Set<ValueType>([
  ...(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'] as const),
]);

function isValueType(type: string): type is ValueType {
  return types.has(type);
}

/** The text of a value that is one: a text, a number or base64. */
export function textOf(value: AttributeValue): string | undefined {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : undefined;
}

export type Content = string | boolean | readonly string[] | readonly AttributeValue[] | Attributes;

/** What the value holds, whatever its type. */
export function contentOf(value: AttributeValue): Content {
  const content = textOf(value) ?? setOf(value);
  if (content !== undefined) return content;
  if ('M' in value) return value.M;
  if ('L' in value) return value.L;
  return 'BOOL' in value ? value.BOOL : true;
}

export const setTypes: Readonly<Record<string, 'S' | 'N' | 'B'>> = { SS: 'S', NS: 'N', BS: 'B' };

/** The elements of a set; undefined of anything else. */
function setOf(value: AttributeValue): readonly string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** The elements of a set; of anything else none. */
export function elementsOf(value: AttributeValue): readonly string[] {
  return setOf(value) ?? [];
}
