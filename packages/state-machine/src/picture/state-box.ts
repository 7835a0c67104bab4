import type { GraphNode } from '../graph/graph.ts';
import type { Box } from '../layout/layout.ts';
import { fitName } from '../layout/sizes.ts';
import { typeLine } from '../layout/type-line.ts';
import type { StateLight } from '../progress/lighting.ts';
import { describeState } from './describe.ts';
import { icons } from './icons.ts';
import { type Tree, tree } from './tree.ts';

/** The mark of how a state stands: shape and colour, because colour alone is not seen by all. */
const marks = { idle: '', running: '●', succeeded: '✓', caught: '↷', failed: '✕', aborted: '■' } as const;

/** A state: its box, icon, name, type, and how it stands. */
export function stateBox(box: Box, light: StateLight, isSelected: boolean): Tree {
  const { node, x, y, width, height } = box;
  const isContainer = node.parts.length > 0;
  const classes = ['state', light.light, isContainer && 'container', isSelected && 'selected'];
  return tree(
    'g',
    { class: classes.filter(Boolean).join(' '), 'data-state': node.name },
    tree('title', {}, hint(node)),
    // The button is the box alone: its name says all that the texts beside it show.
    tree('rect', {
      ...{ class: 'box', x, y, width, height, rx: 8, role: 'button', tabindex: -1, 'data-state': node.name },
      'aria-label': describeState(node, light),
      'aria-pressed': String(isSelected),
    }),
    tree('path', {
      class: 'icon',
      d: icons[node.type] ?? icons.Task,
      transform: `translate(${x + 12} ${y + 14})`,
    }),
    tree('text', { class: 'name', 'aria-hidden': 'true', x: x + 38, y: y + 20 }, fitName(node.name, width)),
    tree('text', { class: 'type', 'aria-hidden': 'true', x: x + 38, y: y + 36 }, lineOf(box, light)),
    tree('text', { class: 'mark', 'aria-hidden': 'true', x: x + width - 12, y: y + 20 }, marks[light.light]),
    tree('text', { class: 'badge', 'aria-hidden': 'true', x: x + width - 10, y: y + 36 }, badge(light)),
  );
}

function lineOf({ node }: Box, { iterations }: StateLight): string {
  if (node.type !== 'Map' || iterations === undefined) return typeLine(node);
  const { total, started, succeeded, failed, aborted } = iterations;
  const running = started - succeeded - failed - aborted;
  const parts = [`Map · ${succeeded} of ${total || started}`];
  if (running > 0) parts.push(`${running} running`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(' · ');
}

function hint({ name, comment, retries }: GraphNode): string {
  return [name, comment ?? '', ...retries.map((retry) => `Retry ${retry}`)].filter(Boolean).join('\n');
}

function badge({ visits, retries }: StateLight): string {
  const parts = [visits.length > 1 ? `×${visits.length}` : '', retries > 0 ? `↻${retries}` : ''];
  return parts.filter(Boolean).join(' ');
}
