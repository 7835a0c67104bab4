import { type AwsEnvironment, partition } from '../foundation/aws-environment.ts';
import {
  type Identity,
  type Properties,
  type ResourceType,
  resourceType,
} from '../foundation/resources/resource-type.ts';
import { tagged } from '../foundation/resources/without-effect.ts';
import type { Authorizer } from './authorizer.ts';
import { deployManagedPolicy, deployPolicy, deployRole } from './deploy-policies.ts';
import {
  checkedRoleProperties,
  managedPolicyProperties,
  policyProperties,
  roleProperties,
} from './resource-properties.ts';

function identifyRole(name: string, { account }: AwsEnvironment, { Path = '/' }: Properties): Identity {
  return {
    ref: name,
    attributes: { Arn: `arn:${partition}:iam::${account}:role${Path}${name}`, RoleId: `AROA${name}` },
  };
}

function identifyPolicy(name: string, { account }: AwsEnvironment, { Path = '/' }: Properties): Identity {
  const ref = `arn:${partition}:iam::${account}:policy${Path}${name}`;
  return { ref, attributes: { PolicyArn: ref } };
}

/** IAM's: deployed before everything else. */
export const iamResourceTypes: Readonly<Record<string, ResourceType<Authorizer>>> = {
  'AWS::IAM::Role': resourceType({
    properties: roleProperties,
    checked: checkedRoleProperties,
    withoutEffect: {
      ...tagged,
      Description: 'for people',
      MaxSessionDuration: 'sessions do not end here',
    },
    name: { property: 'RoleName', longest: 64 },
    identifiedBy: ['Path'],
    identify: identifyRole,
    deploy: deployRole,
  }),
  'AWS::IAM::Policy': resourceType({
    properties: policyProperties,
    deploy: deployPolicy,
  }),
  'AWS::IAM::ManagedPolicy': resourceType({
    properties: managedPolicyProperties,
    withoutEffect: { Description: 'for people' },
    name: { property: 'ManagedPolicyName' },
    identifiedBy: ['Path'],
    identify: identifyPolicy,
    deploy: deployManagedPolicy,
  }),
};
