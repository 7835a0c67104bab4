import type { Layout } from '../layout/layout.ts';
import type { Lighting } from '../progress/lighting.ts';
import { stateBox } from './state-box.ts';
import { type Tree, tree } from './tree.ts';
import { way } from './way.ts';

export interface PictureOptions {
  readonly layout: Layout;
  readonly lighting: Lighting;
  readonly selected: string | undefined;
  readonly zoom: number;
  readonly label: string;
}

/** The whole picture. Its shape depends on the layout alone, so that a newer lighting changes attributes and texts only. */
export function picture({ layout, lighting, selected, zoom, label }: PictureOptions): Tree {
  const { width, height } = layout;
  return tree(
    'svg',
    {
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width * zoom),
      height: Math.ceil(height * zoom),
      role: 'group',
      'aria-label': label,
      'data-status': lighting.status,
    },
    tree('defs', {}, arrow('arrow'), arrow('arrow-taken')),
    ...layout.boxes
      .filter(({ node }) => node.parts.length > 0)
      .map((box) => stateBox(box, lighting.light(box.node.name), box.node.name === selected)),
    ...layout.lines.map((line) => way(line, takenOf(line.edge, lighting))),
    ...layout.boxes
      .filter(({ node }) => node.parts.length === 0)
      .map((box) => stateBox(box, lighting.light(box.node.name), box.node.name === selected)),
  );
}

function takenOf({ from, to, kind }: { from: string; to: string; kind: string }, lighting: Lighting): number {
  return lighting.taken(from, to, kind === 'catch');
}

function arrow(id: string): Tree {
  return tree(
    'marker',
    {
      id,
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: 'auto-start-reverse',
    },
    tree('path', { class: `head ${id}`, d: 'M0 0L8 4L0 8z' }),
  );
}
