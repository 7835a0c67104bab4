import { choiceLabel } from './choice-label.ts';
import { DefinitionError, type StateDefinition, type StatesDefinition } from './definition.ts';

/** States and the ways between them: of a whole machine, of a branch, or of what a Map does with an item. */
export interface Graph {
  readonly startAt: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** The state's name, which is unique in a machine. */
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
  readonly resource?: string;
  /** Whether the execution, or the branch, ends here. */
  readonly ends: boolean;
  /** One line a Retry rule. */
  readonly retries: readonly string[];
  /** Branches of a Parallel state, the processor of a Map state; empty for others. */
  readonly parts: readonly Graph[];
}

export type EdgeKind = 'next' | 'choice' | 'default' | 'catch';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** The condition of a choice, the errors of a catch; empty where the way is always taken. */
  readonly label: string;
}

/** @throws DefinitionError where a way leads to no state */
export function graphOf(definition: StatesDefinition): Graph {
  const states = Object.entries(definition.States);
  const edges = states.flatMap(([name, state]) => edgesOf(name, state));
  const lost = edges.find(({ to }) => !Object.hasOwn(definition.States, to));
  if (lost !== undefined)
    throw new DefinitionError(
      `state ${JSON.stringify(lost.from)} leads to ${JSON.stringify(lost.to)}, which does not exist`,
    );
  return { startAt: definition.StartAt, nodes: states.map(([name, state]) => nodeOf(name, state)), edges };
}

function nodeOf(name: string, state: StateDefinition): GraphNode {
  const processor = state.ItemProcessor ?? state.Iterator;
  return {
    name,
    type: state.Type,
    ...(typeof state.Comment === 'string' && { comment: state.Comment }),
    ...(typeof state.Resource === 'string' && { resource: state.Resource }),
    ends: state.End === true || state.Type === 'Succeed' || state.Type === 'Fail',
    retries: (state.Retry ?? []).map(
      ({ ErrorEquals, MaxAttempts = 3 }) => `${namesOf(ErrorEquals)}: at most ${MaxAttempts} times`,
    ),
    parts: [...(state.Branches ?? []), ...(processor === undefined ? [] : [processor])].map(graphOf),
  };
}

function edgesOf(from: string, state: StateDefinition): GraphEdge[] {
  const edges: GraphEdge[] = [];
  if (state.Next !== undefined) edges.push({ from, to: state.Next, kind: 'next', label: '' });
  for (const rule of state.Choices ?? [])
    if (rule.Next !== undefined)
      edges.push({ from, to: rule.Next, kind: 'choice', label: choiceLabel(rule) });
  if (state.Default !== undefined)
    edges.push({ from, to: state.Default, kind: 'default', label: 'otherwise' });
  for (const { ErrorEquals, Next } of state.Catch ?? [])
    edges.push({ from, to: Next, kind: 'catch', label: namesOf(ErrorEquals) });
  return edges;
}

function namesOf(errors: readonly string[] | undefined): string {
  return (errors ?? []).join(', ');
}

/** Every state of a machine, those in containers too, each after its container. */
export function allNodes(graph: Graph): GraphNode[] {
  return graph.nodes.flatMap((node) => [node, ...node.parts.flatMap(allNodes)]);
}
