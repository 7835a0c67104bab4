/** A binary heap: the first item is the one that is before all others. */
export interface Heap<Item> {
  push(item: Item): void;
  peek(): Item | undefined;
  pop(): Item | undefined;
}

export function createHeap<Item>(isBefore: (a: Item, b: Item) => boolean): Heap<Item> {
  const items: Item[] = [];
  return {
    push: (item) => push(items, item, isBefore),
    peek: () => items[0],
    pop: () => pop(items, isBefore),
  };
}

type Order<Item> = (a: Item, b: Item) => boolean;

function push<Item>(heap: Item[], item: Item, isBefore: Order<Item>): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Item;
    if (!isBefore(item, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = item;
}

function pop<Item>(heap: Item[], isBefore: Order<Item>): Item | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = child + 1;
    const least = right < heap.length && isBefore(heap[right] as Item, heap[child] as Item) ? right : child;
    if (!isBefore(heap[least] as Item, last)) break;
    heap[at] = heap[least] as Item;
    at = least;
  }
  heap[at] = last;
  return first;
}
