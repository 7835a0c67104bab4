import { layout as arrange, graphlib } from '@dagrejs/dagre';
import type { Graph, GraphEdge, GraphNode } from '../graph/graph.ts';
import { containerHeader, containerPadding, labelSize, partGap, stateSize } from './sizes.ts';
import { longestTypeLine } from './type-line.ts';

/** Where everything stands, in pixels from the top left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Containers before what they hold. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  /** The middle of its label, where it has one. */
  readonly label: Point | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Lays a graph out from top to bottom; containers are laid out first, and stand in the graph around them as boxes. */
export function layOut(graph: Graph): Layout {
  const inner = new Map(graph.nodes.map((node) => [node.name, partsBeside(node)]));
  const arranged = new graphlib.Graph({ multigraph: true });
  arranged.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 16, ranksep: 34, marginx: 8, marginy: 8 });
  for (const node of graph.nodes) arranged.setNode(node.name, sizeOf(node, inner.get(node.name)));
  graph.edges.forEach((edge, index) => {
    arranged.setEdge(edge.from, edge.to, { ...labelSize(edge.label), labelpos: 'c' }, String(index));
  });
  arrange(arranged);
  const { width = 0, height = 0 } = arranged.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    boxes: graph.nodes.flatMap((node) =>
      boxesOf(node, arranged.node(node.name) as Arranged, inner.get(node.name)),
    ),
    lines: [
      ...graph.edges.map((edge, index) => lineOf(edge, arranged.edge(edge.from, edge.to, String(index)))),
      ...graph.nodes.flatMap(({ name }) => linesInside(arranged.node(name) as Arranged, inner.get(name))),
    ],
  };
}

/** dagre gives the middle of a node. */
interface Arranged {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function sizeOf(node: GraphNode, parts: Layout | undefined): { width: number; height: number } {
  const own = stateSize(node.name, longestTypeLine(node));
  if (parts === undefined) return own;
  return {
    width: Math.max(own.width, parts.width + 2 * containerPadding),
    height: parts.height + containerHeader + containerPadding,
  };
}

/** The parts of a container side by side; undefined for a state that has none. */
function partsBeside(node: GraphNode): Layout | undefined {
  if (node.parts.length === 0) return undefined;
  const boxes: Box[] = [];
  const lines: Line[] = [];
  let [width, height] = [0, 0];
  for (const part of node.parts.map(layOut)) {
    const moved = move(part, width === 0 ? 0 : width + partGap, 0);
    boxes.push(...moved.boxes);
    lines.push(...moved.lines);
    width = (width === 0 ? 0 : width + partGap) + part.width;
    height = Math.max(height, part.height);
  }
  return { width, height, boxes, lines };
}

function originOf(at: Arranged, parts: Layout): Point {
  return { x: at.x - parts.width / 2, y: at.y - at.height / 2 + containerHeader };
}

function boxesOf(node: GraphNode, at: Arranged, parts: Layout | undefined): Box[] {
  const { width, height } = at;
  const own: Box = { node, x: at.x - width / 2, y: at.y - height / 2, width, height };
  if (parts === undefined) return [own];
  const origin = originOf(at, parts);
  return [own, ...move(parts, origin.x, origin.y).boxes];
}

function linesInside(at: Arranged, parts: Layout | undefined): readonly Line[] {
  if (parts === undefined) return [];
  const origin = originOf(at, parts);
  return move(parts, origin.x, origin.y).lines;
}

function lineOf(edge: GraphEdge, arranged: { points?: Point[]; x?: number; y?: number }): Line {
  const { points = [], x, y } = arranged;
  const label = edge.label === '' || x === undefined || y === undefined ? undefined : { x, y };
  return { edge, points: points.map((point) => ({ x: point.x, y: point.y })), label };
}

function move(layout: Layout, dx: number, dy: number): Layout {
  const by = (point: Point): Point => ({ x: point.x + dx, y: point.y + dy });
  return {
    ...layout,
    boxes: layout.boxes.map((box) => ({ ...box, ...by(box) })),
    lines: layout.lines.map((line) => ({
      edge: line.edge,
      points: line.points.map(by),
      label: line.label && by(line.label),
    })),
  };
}
