import type { Line, Point } from '../layout/layout.ts';
import { fitLabel } from '../layout/sizes.ts';
import { type Tree, tree } from './tree.ts';

/** A way between two states, with its label, if any, on the line. */
export function way(line: Line, taken: number): Tree {
  const { edge, label } = line;
  const path = tree('path', {
    class: `way ${edge.kind}${taken > 0 ? ' taken' : ''}`,
    d: curve(line.points),
    'marker-end': `url(#arrow${taken > 0 ? '-taken' : ''})`,
  });
  if (label === undefined) return tree('g', { 'aria-hidden': 'true' }, path);
  return tree(
    'g',
    { 'aria-hidden': 'true' },
    tree('title', {}, edge.label),
    path,
    tree('text', { class: `label ${edge.kind}`, x: label.x, y: label.y + 4 }, fitLabel(edge.label)),
  );
}

/** Through the middle of every two points, bent at the points between: smooth, and within the layout's bounds. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    if (next === undefined) parts.push(`L${round(point.x)} ${round(point.y)}`);
    else
      parts.push(
        `Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`,
      );
  });
  return parts.join(' ');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
