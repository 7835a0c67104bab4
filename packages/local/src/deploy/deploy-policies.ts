import type { Resource } from '../assembly/assembly.ts';
import type { NamedPolicy, PolicyDocument } from '../policies/policy-document.ts';
import { type Deployment, ofType, type Step, text } from './deployment.ts';

/** AWS's own policies that may be attached: they allow nothing but what is passed over, logs and traces. */
const managedByAws = [
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
];

export const roles: Step = {
  type: 'AWS::IAM::Role',
  host(role, { assembly, services }) {
    services.authorizer.setRole(role.arn ?? '', [
      ...inlinePolicies(role),
      ...attachedPolicies(role, assembly),
      ...managedPolicies(role, assembly),
    ]);
  },
};

function inlinePolicies({ properties }: Resource): NamedPolicy[] {
  const policies = (properties.Policies ?? []) as { PolicyName: string; PolicyDocument: PolicyDocument }[];
  return policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }));
}

/** Policies that name the role: also of another stack, which knows the role by its name. */
function attachedPolicies({ name }: Resource, assembly: Deployment['assembly']): NamedPolicy[] {
  return [...ofType(assembly, 'AWS::IAM::Policy'), ...ofType(assembly, 'AWS::IAM::ManagedPolicy')]
    .filter(({ properties }) => ((properties.Roles ?? []) as string[]).includes(name))
    .map((policy) => ({
      name: text(policy, 'PolicyName') ?? policy.name,
      document: policy.properties.PolicyDocument as PolicyDocument,
    }));
}

function managedPolicies({ properties }: Resource, assembly: Deployment['assembly']): NamedPolicy[] {
  const arns = ((properties.ManagedPolicyArns ?? []) as string[]).filter(
    (arn) => !managedByAws.includes(arn),
  );
  return arns.map((arn) => {
    const policy = ofType(assembly, 'AWS::IAM::ManagedPolicy').find(({ ref }) => ref === arn);
    if (policy === undefined)
      throw new Error(`the managed policy ${arn} is not supported by the local runtime`);
    return { name: policy.name, document: policy.properties.PolicyDocument as PolicyDocument };
  });
}

/** Each policy must have somebody to hang on. */
export const attachments: Step = {
  type: 'AWS::IAM::Policy',
  host({ properties }, { assembly }) {
    for (const name of (properties.Roles ?? []) as string[]) {
      if (!ofType(assembly, 'AWS::IAM::Role').some((role) => role.name === name)) {
        throw new Error(`no stack of this app makes the role ${name}`);
      }
    }
  },
};

export const tablePolicies: Step = {
  type: 'AWS::DynamoDB::Table',
  host({ arn = '', properties }, { services }) {
    const { PolicyDocument: document } = (properties.ResourcePolicy ?? {}) as {
      PolicyDocument?: PolicyDocument;
    };
    if (document !== undefined)
      services.authorizer.setResourcePolicies(arn, [{ name: 'ResourcePolicy', document }]);
  },
};

/** The permissions on a function are statements of its resource policy. */
export const functionPermissions: Step = {
  type: 'AWS::Lambda::Function',
  host({ ref, arn = '' }, { assembly, services }) {
    const statements = ofType(assembly, 'AWS::Lambda::Permission')
      .filter((permission) => [ref, arn].includes(text(permission, 'FunctionName') ?? ''))
      .map((permission) => permissionStatement(permission, arn));
    if (statements.length === 0) return;
    const document = { Version: '2012-10-17', Statement: statements } as PolicyDocument;
    services.authorizer.setResourcePolicies(arn, [{ name: 'FunctionPolicy', document }]);
  },
};

function permissionStatement(permission: Resource, functionArn: string): object {
  const { logicalId, properties } = permission;
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID } = properties;
  const equals = {
    ...(SourceAccount !== undefined && { 'aws:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID }),
  };
  return {
    Sid: logicalId,
    Effect: 'Allow',
    Principal: String(Principal).endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
    Action,
    Resource: functionArn,
    Condition: {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    },
  };
}
