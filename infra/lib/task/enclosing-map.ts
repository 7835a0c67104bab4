import { ProcessorMode, State, type StateGraph } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';

/** Fields of CDK's own that it does not publish. What is not there is taken for no Map, and the check of the definition says so. */
interface GraphInternals {
  readonly superGraph?: StateGraph;
}

interface MapInternals {
  readonly processor?: StateGraph;
  readonly iteration?: StateGraph;
  readonly processorMode?: ProcessorMode;
  readonly processorConfig?: { readonly mode?: ProcessorMode };
}

/**
 * Whether the index of a Map state's item is in the context object of a state of this graph. Children of a distributed Map are
 * executions of their own, with an ARN that no other item has, and without an index.
 */
export function isInInlineMap(scope: IConstruct, graph: StateGraph | undefined): boolean {
  const maps = scope.node.root.node
    .findAll()
    .filter((each) => each instanceof State) as unknown as MapInternals[];
  for (let each = graph; each !== undefined; each = (each as unknown as GraphInternals).superGraph) {
    const map = maps.find(({ processor, iteration }) => processor === each || iteration === each);
    if (map !== undefined)
      return (map.processorConfig?.mode ?? map.processorMode) !== ProcessorMode.DISTRIBUTED;
  }
  return false;
}
