import type { Tree } from '../picture/tree.ts';

const svg = 'http://www.w3.org/2000/svg';

export function render({ tag, attributes, children }: Tree): SVGElement {
  const element = document.createElementNS(svg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((child) => (typeof child === 'string' ? child : render(child))));
  return element;
}

/** Brings an element that was rendered from a tree of the same shape up to this one; focus and animations go on. */
export function update(element: Element, { attributes, children }: Tree): void {
  // A roving tabindex is the element's own.
  for (const [name, value] of Object.entries(attributes))
    if (name !== 'tabindex' && element.getAttribute(name) !== value) element.setAttribute(name, value);
  const texts = children.filter((child) => typeof child === 'string');
  if (texts.length === children.length) {
    if (children.length > 0 && element.textContent !== texts.join('')) element.textContent = texts.join('');
    return;
  }
  children.forEach((child, index) => {
    const existing = element.children[index];
    if (typeof child !== 'string' && existing !== undefined) update(existing, child);
  });
}
