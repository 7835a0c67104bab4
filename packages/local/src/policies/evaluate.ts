import type { ConditionValues } from './policy-variable.ts';
import type { Principal } from './principal.ts';
import type { Statement } from './statement.ts';

/** One question of IAM: may this principal do this to that resource. */
export interface AccessRequest {
  readonly principal: Principal;
  /** The account that owns the resource. */
  readonly account: string;
  /** As `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN; undefined where the request does not tell, as with an unknown task token. */
  readonly resource: string | undefined;
  readonly context: ConditionValues;
}

export type Decision =
  | { readonly effect: 'allow' }
  | { readonly effect: 'deny'; readonly reason: DenialReason };

/** Which kind of policy is missing or denies, as AWS's messages tell them apart. */
export type DenialReason =
  | 'explicit deny in an identity-based policy'
  | 'explicit deny in a permissions boundary'
  | 'explicit deny in a resource-based policy'
  | 'no identity-based policy allows'
  | 'no permissions boundary allows'
  | 'no resource-based policy allows';

export interface Policies {
  /** Of the role that calls. */
  readonly identityStatements: readonly Statement[];
  /** Of the role's permissions boundary; undefined where it has none. */
  readonly boundaryStatements?: readonly Statement[] | undefined;
  /** Of the resource that is called. */
  readonly resourcePolicyStatements?: readonly Statement[];
}

/**
 * AWS's logic: an explicit deny wins; within an account one kind of policy has to allow, and a resource policy
 * that names only the account leaves it to the identity policy; across accounts both have to allow; a service
 * is allowed by the resource's policy alone. What a role's boundary does not allow, it may not do.
 */
export function evaluate({ request, ...policies }: Policies & { readonly request: AccessRequest }): Decision {
  const { identityStatements, boundaryStatements, resourcePolicyStatements = [] } = policies;
  const { principal } = request;
  const identity = identityStatements.filter((statement) => applies(statement, request));
  const resource = resourcePolicyStatements
    .filter((statement) => applies(statement, request))
    .map(({ effect, principal: test }) => ({ effect, match: test?.(principal) }))
    .filter(({ match }) => match !== undefined);

  if (identity.some(({ effect }) => effect === 'Deny'))
    return deny('explicit deny in an identity-based policy');
  const boundary = boundaryStatements?.filter((statement) => applies(statement, request));
  if (boundary?.some(({ effect }) => effect === 'Deny'))
    return deny('explicit deny in a permissions boundary');
  if (resource.some(({ effect }) => effect === 'Deny'))
    return deny('explicit deny in a resource-based policy');
  // No deny is left: what applies, allows.
  const resourceAllows = resource.length > 0;
  if (principal.kind === 'service') return resourceAllows ? ALLOW : deny('no resource-based policy allows');
  if (boundary?.length === 0) return deny('no permissions boundary allows');
  const identityAllows = identity.length > 0;
  if (principal.account === request.account) {
    return identityAllows || resource.some(({ match }) => match === 'itself')
      ? ALLOW
      : deny('no identity-based policy allows');
  }
  if (!identityAllows) return deny('no identity-based policy allows');
  return resourceAllows ? ALLOW : deny('no resource-based policy allows');
}

const ALLOW: Decision = { effect: 'allow' };

function deny(reason: DenialReason): Decision {
  return { effect: 'deny', reason };
}

function applies({ action, resource, condition }: Statement, request: AccessRequest): boolean {
  return action(request.action) && resource(request.resource, request.context) && condition(request.context);
}
