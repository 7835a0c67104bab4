import type { Box } from '../layout/layout.ts';

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The state that an arrow key leads to: the nearest whose middle lies that way; Home and End lead to the first and the last. */
export function neighbour(boxes: readonly Box[], from: string, key: string): string | undefined {
  if (key === 'Home') return boxes[0]?.node.name;
  if (key === 'End') return boxes.at(-1)?.node.name;
  const direction = directions[key];
  const current = boxes.find(({ node }) => node.name === from);
  if (direction === undefined || current === undefined) return undefined;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const box of boxes) {
    const distance = distanceAlong(current, box, direction);
    if (distance !== undefined && (best === undefined || distance < best.distance))
      best = { name: box.node.name, distance };
  }
  return best?.name;
}

/** What lies aside counts double, so that a column is walked before one jumps to the next. */
function distanceAlong(from: Box, to: Box, [dx, dy]: readonly [number, number]): number | undefined {
  const [x, y] = [middleX(to) - middleX(from), middleY(to) - middleY(from)];
  const along = x * dx + y * dy;
  if (along <= 1) return undefined;
  return along + 2 * Math.abs(x * dy + y * dx);
}

function middleX({ x, width }: Box): number {
  return x + width / 2;
}

/** Of a container its header, where its name stands. */
function middleY({ y, height, node }: Box): number {
  return y + (node.parts.length > 0 ? 20 : height / 2);
}
