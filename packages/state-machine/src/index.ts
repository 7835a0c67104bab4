export { DefinitionError, readDefinition } from './graph/definition.ts';
export {
  allNodes,
  type EdgeKind,
  type Graph,
  type GraphEdge,
  type GraphNode,
  graphOf,
} from './graph/graph.ts';
export { detailsOf, type HistoryEvent, timeOf } from './progress/history-event.ts';
export { type Light, type Lighting, lightingOf, type StateLight } from './progress/lighting.ts';
export type { ExecutionStatus } from './progress/read-history.ts';
export type { Iterations, Visit, VisitStatus } from './progress/visit.ts';
