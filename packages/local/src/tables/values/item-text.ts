import type { Attributes } from './attribute-value.ts';

/** Characters from which on an item's text is worth being kept beside the item, or apart from what refers to it. */
export const LONG_TEXT = 4096;

/** Of items that were read or made ready to be written, which are not changed. */
const texts = new WeakMap<Attributes, string>();

/** An item as JSON, as it is kept. */
export function itemText(item: Attributes): string {
  return texts.get(item) ?? JSON.stringify(item);
}

/** Says what {@link itemText} is, or has it made once for all that asks for it later. */
export function rememberText(item: Attributes, text = JSON.stringify(item)): void {
  texts.set(item, text);
}
