import type { ListedCallback } from '@callback-relay/callbacks-table';
import type { CallerIdentity } from '../stage/stage.ts';

/** A callback that waits, as a list shows it. Times are ISO 8601, UTC. */
export interface Wait {
  readonly correlationId: string;
  readonly namespace: string;
  readonly key: string;
  /** Event sources that may answer: the worker's name, usually. */
  readonly sources: readonly string[];
  readonly openedAt?: string;
  readonly deadline?: string;
  readonly stateMachine?: string;
  /** Name of the execution. */
  readonly execution?: string;
  readonly executionArn?: string;
}

export function waitOf(
  callback: Partial<ListedCallback> & Pick<ListedCallback, 'correlationId'>,
  caller: CallerIdentity,
): Wait {
  const { correlationId, openedAt, deadline, allowedSources = [] } = callback;
  const colon = correlationId.indexOf(':');
  return {
    correlationId,
    namespace: correlationId.slice(0, colon),
    key: correlationId.slice(colon + 1),
    sources: [...allowedSources].sort(),
    ...(openedAt !== undefined && { openedAt: new Date(openedAt).toISOString() }),
    ...(deadline !== undefined && { deadline: new Date(deadline).toISOString() }),
    ...executionOf(callback.execution, caller),
  };
}

/** What the key of the index by execution says: `stateMachine:execution`. */
export function executionOf(key: string | undefined, { partition, region, account }: CallerIdentity) {
  const parts = key?.split(':');
  if (parts?.length !== 2) return {};
  const [stateMachine = '', execution = ''] = parts;
  const executionArn = `arn:${partition}:states:${region}:${account}:execution:${stateMachine}:${execution}`;
  return { stateMachine, execution, executionArn };
}
