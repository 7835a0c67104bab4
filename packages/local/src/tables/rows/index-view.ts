import { type Index, keyAttributesOfAll, type Table } from '../schema/table.ts';
import { type Attributes, attributeOf, attributes } from '../values/attribute-value.ts';

/** What of an item an index holds. */
export function indexView(index: Index, table: Table, item: Attributes): Attributes {
  const { type, attributes: included } = index.projection;
  if (type === 'ALL') return item;
  const names = keyAttributesOfAll([table.key, index.key]).map(({ name }) => name);
  const view = attributes();
  for (const name of type === 'INCLUDE' ? [...names, ...included] : names) {
    const value = attributeOf(item, name);
    if (value !== undefined) view[name] = value;
  }
  return view;
}
