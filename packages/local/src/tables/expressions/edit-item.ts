import { validationException } from '../errors/table-errors.ts';
import {
  type Attributes,
  type AttributeValue,
  attributeIn,
  attributeOf,
  attributes,
  type MutableAttributes,
} from '../values/attribute-value.ts';
import type { DocumentPath } from './document-path.ts';

/** What is to stand where in an item, as a tree, so that all of it is written in one pass. */
export interface Edits {
  /** Undefined takes away what stands there. */
  at(path: DocumentPath, value: AttributeValue | undefined): void;
  readonly root: Node;
}

interface Node {
  readonly children: Map<string | number, Node>;
  edit?: { readonly value: AttributeValue | undefined };
}

export function createEdits(): Edits {
  const root: Node = { children: new Map() };
  return {
    root,
    at(path, value) {
      let node = root;
      for (const part of path) {
        const next = node.children.get(part) ?? { children: new Map() };
        node.children.set(part, next);
        node = next;
      }
      node.edit = { value };
    },
  };
}

/**
 * A copy of the item with the edits; positions in lists are those before any of them.
 * @throws AwsError ValidationException where a path leads through what is not there
 */
export function editItem(item: Attributes, { root }: Edits): Attributes {
  return editMap(item, root);
}

function edited(value: AttributeValue | undefined, node: Node): AttributeValue | undefined {
  if (node.edit !== undefined) return node.edit.value;
  const [part] = node.children.keys();
  if (value !== undefined && typeof part === 'number' && 'L' in value) return { L: editList(value.L, node) };
  if (value !== undefined && typeof part === 'string' && 'M' in value) return { M: editMap(value.M, node) };
  throw validationException('The document path provided in the update expression is invalid for update');
}

function editMap(map: Attributes, node: Node): Attributes {
  const changed = attributes();
  const gone = new Set<string | number>();
  for (const [name, child] of node.children) {
    const value = edited(attributeOf(map, String(name)), child);
    if (value === undefined) gone.add(name);
    else changed[name] = value;
  }
  return Object.assign(without(map, gone), changed);
}

/** Put together again, because V8 keeps what a member was deleted from in a form that is slow to write and to read. */
function without(map: Attributes, gone: ReadonlySet<string | number>): MutableAttributes {
  if (gone.size === 0) return attributes(map);
  const kept = attributes();
  for (const name of Object.keys(map)) if (!gone.has(name)) kept[name] = attributeIn(map, name);
  return kept;
}

/** What is set beyond the end comes to stand at the end, in the order of the positions. */
function editList(list: readonly AttributeValue[], node: Node): AttributeValue[] {
  const copy: (AttributeValue | undefined)[] = [...list];
  const positions = [...node.children].sort(([one], [other]) => Number(one) - Number(other));
  for (const [position, child] of positions as [number, Node][]) {
    const value = edited(list[position], child);
    if (position < list.length) copy[position] = value;
    else if (value !== undefined) copy.push(value);
  }
  return copy.filter((value) => value !== undefined);
}
