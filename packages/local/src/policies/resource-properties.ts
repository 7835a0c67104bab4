import { z } from 'zod';
import { policyDocument } from '../foundation/resources/policy-document.ts';
import { integerOf, templateTexts, textOf } from '../foundation/resources/template-values.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const name = (longest: number) =>
  textOf(
    z
      .string()
      .regex(/^[\w+=,.@-]+$/)
      .max(longest),
  );
const path = textOf(
  z
    .string()
    .regex(/^\/([\x21-\x7E]+\/)?$/)
    .max(512),
).exactOptional();

export const roleProperties = z.looseObject({
  AssumeRolePolicyDocument: policyDocument,
  ManagedPolicyArns: templateTexts.exactOptional(),
  Path: path,
  PermissionsBoundary: textOf(z.string().regex(/^arn:/)).exactOptional(),
  Policies: z
    .array(z.strictObject({ PolicyDocument: policyDocument, PolicyName: name(128) }))
    .exactOptional(),
  RoleName: name(64).exactOptional(),
});

/** Of properties of a role that have no effect here. */
export const checkedRoleProperties = z.object({
  Description: textOf(z.string().max(1000)).exactOptional(),
  MaxSessionDuration: integerOf(3600, 43_200).exactOptional(),
});

export const policyProperties = z.looseObject({
  PolicyDocument: policyDocument,
  PolicyName: name(128),
  Roles: templateTexts.exactOptional(),
});

export const managedPolicyProperties = z.looseObject({
  ManagedPolicyName: name(128).exactOptional(),
  Path: path,
  PolicyDocument: policyDocument,
  Roles: templateTexts.exactOptional(),
});
