import type { GraphNode } from '../graph/graph.ts';
import type { Light, StateLight } from '../progress/lighting.ts';

const words: Readonly<Record<Light, string>> = {
  idle: 'not reached',
  running: 'running',
  succeeded: 'succeeded',
  caught: 'failed, and the error was caught',
  failed: 'failed',
  aborted: 'aborted',
};

/** A state in a sentence, as a screen reader says it. */
export function describeState(node: GraphNode, light: StateLight): string {
  const parts = [`${node.name}, ${node.type} state`, words[light.light]];
  if (light.visits.length > 1) parts.push(`entered ${light.visits.length} times`);
  if (light.retries > 0) parts.push(light.retries === 1 ? 'retried once' : `retried ${light.retries} times`);
  if (light.iterations !== undefined) {
    const { total, started, succeeded, failed } = light.iterations;
    parts.push(
      `${succeeded} of ${total || started} items succeeded${failed > 0 ? `, ${failed} failed` : ''}`,
    );
  }
  const error = light.visits.at(-1)?.error;
  if (error !== undefined) parts.push(error);
  return parts.join(', ');
}
