import { z } from 'zod';
import { policyDocument } from '../foundation/resources/policy-document.ts';
import { templateText, templateTexts } from '../foundation/resources/template-values.ts';

export const roleProperties = z.looseObject({
  AssumeRolePolicyDocument: policyDocument,
  ManagedPolicyArns: templateTexts.exactOptional(),
  Path: templateText.exactOptional(),
  Policies: z
    .array(z.strictObject({ PolicyDocument: policyDocument, PolicyName: templateText }))
    .exactOptional(),
  RoleName: templateText.exactOptional(),
});

export const policyProperties = z.looseObject({
  PolicyDocument: policyDocument,
  PolicyName: templateText,
  Roles: templateTexts.exactOptional(),
});

export const managedPolicyProperties = z.looseObject({
  ManagedPolicyName: templateText.exactOptional(),
  Path: templateText.exactOptional(),
  PolicyDocument: policyDocument,
  Roles: templateTexts.exactOptional(),
});
