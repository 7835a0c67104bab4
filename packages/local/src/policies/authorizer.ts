import {
  NO_RESOURCE,
  type RequestedAction,
  type ResourceLookups,
  requestedAction,
} from '../foundation/requested-action.ts';
import type { NamedPolicy } from '../foundation/resources/policy-document.ts';
import type { Caller } from '../foundation/service.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { callersValue } from './callers-value.ts';
import { denial } from './denial.ts';
import { type AccessRequest, evaluate, type Policies } from './evaluate.ts';
import { createPermittedRequests } from './permitted-requests.ts';
import type { Principal } from './principal.ts';
import { compilePolicy, type Statement } from './statement.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Roles and resource policies as the host found them in the template, and the question that they answer. */
export interface Authorizer {
  /**
   * Replaces the policies of a role, and its permissions boundary.
   * @throws UnevaluablePolicy
   */
  setRole(roleArn: string, policies: readonly NamedPolicy[], boundary?: NamedPolicy): void;
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

export function createAuthorizer(
  definitions: readonly ServiceDefinition[],
  lookups: ResourceLookups,
): Authorizer {
  const vocabulary = vocabularyOf(definitions);
  const contexts = new Map(
    definitions.map((definition) => [definition.iamPrefix, definition.requestContext(lookups)]),
  );
  const denials = new Map(definitions.map(({ iamPrefix, denial: form }) => [iamPrefix, form]));
  const compile = (policy: NamedPolicy) => compilePolicy(policy, vocabulary);
  const roles = new Map<string, StatementsOn>();
  const boundaries = new Map<string, StatementsOn>();
  const resources = new Map<string, StatementsOn>();
  const permitted = createPermittedRequests();
  const policiesOn = ({ roleArn = '' }: Caller, { action, resource = '' }: RequestedAction): Policies => ({
    identityStatements: roles.get(roleArn)?.(action) ?? [],
    boundaryStatements: boundaries.get(roleArn)?.(action),
    resourcePolicyStatements: resources.get(resource)?.(action) ?? [],
  });

  return {
    setRole(roleArn, policies, boundary) {
      permitted.forget();
      roles.set(roleArn, byAction(policies.flatMap(compile)));
      boundaries.delete(roleArn);
      if (boundary !== undefined) boundaries.set(roleArn, byAction(compile(boundary)));
    },
    setResourcePolicies(arn, policies) {
      permitted.forget();
      resources.set(arn, byAction(policies.flatMap(compile)));
    },
    authorize(service, operation, input, caller) {
      const principal = principalOf(caller);
      if (principal === undefined) return;
      const actions = contexts.get(service)?.(operation, input, caller) ?? [
        requestedAction(`${service}:${operation}`, NO_RESOURCE),
      ];
      for (const action of actions) {
        if (permitted.has(caller, action)) continue;
        const request = accessRequest(action, principal, caller);
        const policies = policiesOn(caller, action);
        const decision = evaluate({ ...policies, request });
        if (decision.effect === 'deny') throw denial(request, decision.reason, denials.get(service));
        permitted.add(caller, action, policies);
      }
    },
  };
}

/** The statements on an action, as `sqs:SendMessage`. */
type StatementsOn = (action: string) => readonly Statement[];

/** Every call asks, most of them about the same few actions, and the patterns never change. */
function byAction(statements: readonly Statement[]): StatementsOn {
  const known = new Map<string, readonly Statement[]>();
  return (action) => {
    const found = known.get(action) ?? statements.filter((statement) => statement.action(action));
    known.set(action, found);
    return found;
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

function accessRequest(
  requested: RequestedAction,
  principal: Principal,
  { account, region }: Caller,
): AccessRequest {
  const owner = requested.resource?.split(':')[4] || account;
  return {
    principal,
    account: owner,
    action: requested.action,
    resource: requested.resource,
    context: (key) => requested.context[key] ?? callersValue(key, principal, region, owner),
  };
}
