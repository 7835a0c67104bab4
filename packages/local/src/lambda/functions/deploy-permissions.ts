import type { PolicyDocument } from '../../foundation/policy-document.ts';
import { type Deployment, type Resource, text } from '../../foundation/resource-type.ts';

/** The permissions on a function are statements of its resource policy. */
export function deployPermissions({ ref, arn = '' }: Resource, deployment: Deployment): void {
  const statements = deployment
    .ofType('AWS::Lambda::Permission')
    .filter((permission) => [ref, arn].includes(text(permission, 'FunctionName') ?? ''))
    .map((permission) => permissionStatement(permission, arn));
  if (statements.length === 0) return;
  const document = { Version: '2012-10-17', Statement: statements } as PolicyDocument;
  deployment.setResourcePolicies(arn, [{ name: 'FunctionPolicy', document }]);
}

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
