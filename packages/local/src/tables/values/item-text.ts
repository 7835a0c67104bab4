import type { Attributes } from './attribute-value.ts';

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
