import type { Caller } from '../foundation/service.ts';
import { denial } from './denial.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';
import type { NamedPolicy } from './policy-document.ts';
import type { Principal } from './principal.ts';
import type { AccessFact, ResourceLookups } from './request-facts/access-fact.ts';
import { requestFacts } from './request-facts/request-facts.ts';
import { compilePolicy, type Statement } from './statement.ts';

/** Roles and resource policies as the host found them in the template, and the question that they answer. */
export interface Authorizer {
  /**
   * Replaces the policies of a role.
   * @throws UnevaluablePolicy
   */
  setRole(roleArn: string, policies: readonly NamedPolicy[]): void;
  /**
   * Replaces the policies of a resource: none leaves it to the callers' own. The ARN is that of a queue, bus,
   * table, state machine or function.
   * @throws UnevaluablePolicy
   */
  setResourcePolicies(resourceArn: string, policies: readonly NamedPolicy[]): void;
  /**
   * Passes, or throws as AWS answers. A caller with neither role nor service is the developer at the keyboard,
   * who may do everything. One denied part of a request denies it all.
   * @throws AwsError AccessDeniedException; AccessDenied from SQS
   */
  authorize(
    service: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    caller: Caller,
  ): void;
}

export function createAuthorizer(lookups: ResourceLookups): Authorizer {
  const factsOf = requestFacts(lookups);
  const roles = new Map<string, readonly Statement[]>();
  const resources = new Map<string, readonly Statement[]>();

  return {
    setRole: (roleArn, policies) => void roles.set(roleArn, policies.flatMap(compilePolicy)),
    setResourcePolicies: (arn, policies) => void resources.set(arn, policies.flatMap(compilePolicy)),
    authorize(service, operation, input, caller) {
      const principal = principalOf(caller);
      if (principal === undefined) return;
      for (const fact of factsOf(service, operation, input, caller)) {
        const request = accessRequest(fact, principal, caller);
        const decision = evaluate({
          identityStatements: roles.get(caller.roleArn ?? '') ?? [],
          resourcePolicyStatements: resources.get(fact.resource ?? '') ?? [],
          request,
        });
        if (decision.effect === 'deny') throw denial(request, decision.reason);
      }
    },
  };
}

function principalOf({
  account,
  roleArn,
  sessionName,
  servicePrincipal,
  sourceArn,
}: Caller): Principal | undefined {
  if (servicePrincipal !== undefined) {
    return {
      kind: 'service',
      service: servicePrincipal,
      ...(sourceArn === undefined ? {} : { sourceArn, sourceAccount: account }),
    };
  }
  if (roleArn === undefined) return undefined;
  const role = roleArn.split('/').at(-1) ?? roleArn;
  const sessionArn = `arn:aws:sts::${account}:assumed-role/${role}/${sessionName ?? role}`;
  return { kind: 'role', account, roleArn, sessionArn };
}

function accessRequest(fact: AccessFact, principal: Principal, { account, region }: Caller): AccessRequest {
  const owner = fact.resource?.split(':')[4] || account;
  return {
    principal,
    account: owner,
    action: fact.action,
    resource: fact.resource,
    context: {
      ...principalContext(principal),
      'aws:requestedregion': [region],
      'aws:resourceaccount': [owner],
      // The endpoint is HTTP on the loopback; a policy that asks for TLS means the network.
      'aws:securetransport': ['true'],
      'aws:viaawsservice': ['false'],
      ...fact.context,
    },
  };
}

function principalContext(principal: Principal): Record<string, readonly string[]> {
  if (principal.kind === 'role') {
    return {
      'aws:principalaccount': [principal.account],
      'aws:principalarn': [principal.roleArn],
      'aws:principaltype': ['AssumedRole'],
      'aws:principalisawsservice': ['false'],
    };
  }
  const { service, sourceArn, sourceAccount } = principal;
  return {
    'aws:principalisawsservice': ['true'],
    'aws:principalservicename': [service],
    'aws:sourcearn': sourceArn === undefined ? [] : [sourceArn],
    'aws:sourceaccount': sourceAccount === undefined ? [] : [sourceAccount],
  };
}
