import type { RequestedAction } from '../foundation/requested-action.ts';
import type { Caller } from '../foundation/service.ts';
import type { Policies } from './evaluate.ts';

/** Requests that policies allow whatever else there is to know of them: most calls ask for the same few again and again. */
export interface PermittedRequests {
  has(caller: Caller, action: RequestedAction): boolean;
  /** @param policies that allow it; it is not kept where one of their statements asks for more than who does what */
  add(caller: Caller, action: RequestedAction, policies: Policies): void;
  /** To be called when a policy changes. */
  forget(): void;
}

/** Executions are resources, and new ones come without an end. */
const MOST = 10_000;

export function createPermittedRequests(): PermittedRequests {
  const known = new Set<string>();
  return {
    has: (caller, action) => known.has(textOf(caller, action)),
    add(caller, action, { identityStatements, boundaryStatements = [], resourcePolicyStatements = [] }) {
      const statements = [...identityStatements, ...boundaryStatements, ...resourcePolicyStatements];
      if (!statements.every(({ isUnconditional }) => isUnconditional)) return;
      if (known.size === MOST) known.clear();
      known.add(textOf(caller, action));
    },
    forget: () => known.clear(),
  };
}

/** None of its parts but the last can hold a space. */
function textOf(
  { account, servicePrincipal, roleArn, sessionName }: Caller,
  { action, resource }: RequestedAction,
): string {
  return `${account} ${servicePrincipal} ${roleArn} ${sessionName} ${action} ${resource}`;
}
