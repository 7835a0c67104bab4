import type { GraphNode } from '../graph/graph.ts';

/** The line below a state's name, before it runs. */
export function typeLine({ type, resource }: Pick<GraphNode, 'type' | 'resource'>): string {
  return resource?.endsWith('.waitForTaskToken') ? `${type} · waits for a token` : type;
}

/** The longest that the line becomes: a Map state counts its items there. */
export function longestTypeLine(node: GraphNode): string {
  return node.type === 'Map' ? 'Map · 10 of 10 · 10 running' : typeLine(node);
}
