import type { NamedPolicy, PolicyDocument } from '../foundation/policy-document.ts';
import { type Deployment, type Resource, text } from '../foundation/resource-type.ts';
import type { Authorizer } from './authorizer.ts';
import { checkIdentityPolicy, checkTrustPolicy } from './malformed-policy.ts';
import { managedByAws } from './managed-policies.ts';

export function deployRole(role: Resource, deployment: Deployment, authorizer: Authorizer): void {
  checkTrustPolicy(role.properties.AssumeRolePolicyDocument);
  const policies = [
    ...inlinePolicies(role),
    ...attachedPolicies(role, deployment),
    ...managedPolicies(role, deployment),
  ];
  for (const policy of policies) checkIdentityPolicy(policy);
  authorizer.setRole(role.arn ?? '', policies);
}

function inlinePolicies({ properties }: Resource): NamedPolicy[] {
  const policies = (properties.Policies ?? []) as { PolicyName: string; PolicyDocument: PolicyDocument }[];
  return policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }));
}

/** Policies that name the role: also of another stack, which knows the role by its name. */
function attachedPolicies({ name }: Resource, { ofType }: Deployment): NamedPolicy[] {
  return [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::ManagedPolicy')]
    .filter(({ properties }) => ((properties.Roles ?? []) as string[]).includes(name))
    .map((policy) => ({
      name: text(policy, 'PolicyName') ?? policy.name,
      document: policy.properties.PolicyDocument as PolicyDocument,
    }));
}

function managedPolicies({ properties }: Resource, { ofType }: Deployment): NamedPolicy[] {
  return ((properties.ManagedPolicyArns ?? []) as string[]).map((arn) => {
    const known = managedByAws(arn);
    if (known !== undefined) return known;
    const policy = ofType('AWS::IAM::ManagedPolicy').find(({ ref }) => ref === arn);
    if (policy === undefined)
      throw new Error(`the managed policy ${arn} is not supported by the local runtime`);
    return { name: policy.name, document: policy.properties.PolicyDocument as PolicyDocument };
  });
}

/** Each policy must have a role to be attached to. */
export function checkAttachments({ properties }: Resource, { ofType }: Deployment): void {
  for (const name of (properties.Roles ?? []) as string[]) {
    if (!ofType('AWS::IAM::Role').some((role) => role.name === name))
      throw new Error(`no stack of this app makes the role ${name}`);
  }
}
