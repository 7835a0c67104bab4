import type { z } from 'zod';
import type { PolicyDocument, PolicyStatement } from '../../foundation/resources/policy-document.ts';
import type { Deployment, Resource } from '../../foundation/resources/resource-type.ts';
import { permissionProperties } from '../resource-properties.ts';

/** The permissions on a function are statements of its resource policy. */
export function deployPermissions({ ref, arn = '' }: Resource, deployment: Deployment): void {
  const statements = deployment
    .ofType('AWS::Lambda::Permission', permissionProperties)
    .filter(({ properties: { FunctionName } }) => [ref, arn].includes(FunctionName))
    .map((permission) => permissionStatement(permission, arn));
  if (statements.length === 0) return;
  const document: PolicyDocument = { Version: '2012-10-17', Statement: statements };
  deployment.setResourcePolicies(arn, [{ name: 'FunctionPolicy', document }]);
}

function permissionStatement(
  { logicalId, properties }: Resource<z.infer<typeof permissionProperties>>,
  functionArn: string,
): PolicyStatement {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID } = properties;
  const equals = {
    ...(SourceAccount !== undefined && { 'aws:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID }),
  };
  return {
    Sid: logicalId,
    Effect: 'Allow',
    Principal: Principal.endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
    Action,
    Resource: functionArn,
    Condition: {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    },
  };
}
