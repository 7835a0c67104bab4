import type { z } from 'zod';
import type { NamedPolicy } from '../foundation/resources/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import type { Authorizer } from './authorizer.ts';
import { checkIdentityPolicy, checkTrustPolicy } from './malformed-policy.ts';
import { managedByAws } from './managed-policies.ts';
import { managedPolicyProperties, policyProperties, type roleProperties } from './resource-properties.ts';

type Role = Resource<z.infer<typeof roleProperties>>;

export function deployRole(role: Role, deployment: Deployment, authorizer: Authorizer): void {
  checkTrustPolicy(role.properties.AssumeRolePolicyDocument);
  const policies = [
    ...inlinePolicies(role),
    ...attachedPolicies(role, deployment),
    ...managedPolicies(role, deployment),
  ];
  for (const policy of policies) checkIdentityPolicy(policy);
  authorizer.setRole(role.arn ?? '', policies);
}

function inlinePolicies({ properties: { Policies = [] } }: Role): NamedPolicy[] {
  return Policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }));
}

/** Policies that name the role: also of another stack, which knows the role by its name. */
function attachedPolicies({ name }: Role, { ofType }: Deployment): NamedPolicy[] {
  const inline = ofType('AWS::IAM::Policy', policyProperties).map(({ properties }) => ({
    ...properties,
    name: properties.PolicyName,
  }));
  const managed = ofType('AWS::IAM::ManagedPolicy', managedPolicyProperties).map(
    ({ properties, name: ownName }) => ({ ...properties, name: ownName }),
  );
  return [...inline, ...managed]
    .filter(({ Roles = [] }) => Roles.includes(name))
    .map(({ name: policy, PolicyDocument }) => ({ name: policy, document: PolicyDocument }));
}

function managedPolicies(
  { properties: { ManagedPolicyArns = [] } }: Role,
  { ofType }: Deployment,
): NamedPolicy[] {
  return ManagedPolicyArns.map((arn) => {
    const known = managedByAws(arn);
    if (known !== undefined) return known;
    const policy = ofType('AWS::IAM::ManagedPolicy', managedPolicyProperties).find(({ ref }) => ref === arn);
    if (policy === undefined)
      throw new Error(`the managed policy ${arn} is not supported by the local runtime`);
    return { name: policy.name, document: policy.properties.PolicyDocument };
  });
}

/** Each policy must have a role to be attached to. */
export function checkAttachments(
  { properties: { Roles = [] } }: Resource<{ readonly Roles?: readonly string[] }>,
  { ofType }: Deployment,
): void {
  for (const name of Roles) {
    if (!ofType('AWS::IAM::Role').some((role) => role.name === name))
      throw new Error(`no stack of this app makes the role ${name}`);
  }
}
