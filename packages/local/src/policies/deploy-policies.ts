import type { z } from 'zod';
import type { NamedPolicy } from '../foundation/resources/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import type { Authorizer } from './authorizer.ts';
import { checkIdentityPolicy, checkTrustPolicy } from './malformed-policy.ts';
import { managedByAws } from './managed-policies.ts';
import { checkInlineSize, checkManagedSize, checkTrustSize } from './policy-size.ts';
import { managedPolicyProperties, policyProperties, type roleProperties } from './resource-properties.ts';
import { isTakenHere } from './role-taker.ts';

type Role = Resource<z.infer<typeof roleProperties>>;

export function deployRole(role: Role, deployment: Deployment, authorizer: Authorizer): void {
  checkTrustPolicy(role.properties.AssumeRolePolicyDocument);
  checkTrustSize(role.properties.AssumeRolePolicyDocument);
  const inline = [...inlinePolicies(role), ...attachedPolicies(role, deployment)];
  for (const policy of inline) checkIdentityPolicy(policy);
  checkInlineSize(role.name, inline);
  const policies = [
    ...inline,
    ...attachedManagedPolicies(role, deployment),
    ...managedPolicies(role, deployment),
  ];
  authorizer.setRole(role.arn ?? '', policies, boundaryOf(role, deployment));
}

/** Undefined where there is none, and where no stack of the app makes it: what it says is not known then. */
function boundaryOf(
  { properties: { PermissionsBoundary: arn } }: Role,
  deployment: Deployment,
): NamedPolicy | undefined {
  return arn === undefined ? undefined : managedPolicy(arn, deployment);
}

function inlinePolicies({ properties: { Policies = [] } }: Role): NamedPolicy[] {
  return Policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }));
}

/** Policies that name the role: also of another stack, which knows the role by its name. */
function attachedPolicies({ name }: Role, { ofType }: Deployment): NamedPolicy[] {
  return ofType('AWS::IAM::Policy', policyProperties)
    .filter(({ properties: { Roles = [] } }) => Roles.includes(name))
    .map(({ properties: { PolicyName, PolicyDocument } }) => ({
      name: PolicyName,
      document: PolicyDocument,
    }));
}

function attachedManagedPolicies({ name }: Role, { ofType }: Deployment): NamedPolicy[] {
  return ofType('AWS::IAM::ManagedPolicy', managedPolicyProperties)
    .filter(({ properties: { Roles = [] } }) => Roles.includes(name))
    .map(({ name: policy, properties }) => ({ name: policy, document: properties.PolicyDocument }));
}

function managedPolicies(
  { properties: { ManagedPolicyArns = [], AssumeRolePolicyDocument } }: Role,
  deployment: Deployment,
): NamedPolicy[] {
  return ManagedPolicyArns.flatMap((arn) => {
    const known = managedPolicy(arn, deployment);
    // Nothing asks what a role may do that no service here takes, as one of API Gateway for its logs.
    if (known === undefined && !isTakenHere(AssumeRolePolicyDocument)) return [];
    if (known === undefined)
      throw new Error(
        `the managed policy ${arn} is not supported by the local runtime: what it permits may be given as statements`,
      );
    return known;
  });
}

function managedPolicy(arn: string, { ofType }: Deployment): NamedPolicy | undefined {
  const known = managedByAws(arn);
  if (known !== undefined) return known;
  const policy = ofType('AWS::IAM::ManagedPolicy', managedPolicyProperties).find(({ ref }) => ref === arn);
  return policy && { name: policy.name, document: policy.properties.PolicyDocument };
}

/** @throws Error where the policy is of no role, which IAM refuses, or of one that is not there */
export function deployPolicy(
  policy: Resource<z.infer<typeof policyProperties>>,
  deployment: Deployment,
): void {
  if ((policy.properties.Roles ?? []).length === 0)
    throw new Error('At least one of [Groups,Roles,Users] must be non-empty.');
  checkAttachments(policy, deployment);
}

export function deployManagedPolicy(
  policy: Resource<z.infer<typeof managedPolicyProperties>>,
  deployment: Deployment,
): void {
  const named = { name: policy.name, document: policy.properties.PolicyDocument };
  checkIdentityPolicy(named);
  checkManagedSize(named);
  checkAttachments(policy, deployment);
}

/** Each policy must have a role to be attached to. */
function checkAttachments(
  { properties: { Roles = [] } }: Resource<{ readonly Roles?: readonly string[] }>,
  { ofType }: Deployment,
): void {
  for (const name of Roles) {
    if (!ofType('AWS::IAM::Role').some((role) => role.name === name))
      throw new Error(`no stack of this app makes the role ${name}`);
  }
}
