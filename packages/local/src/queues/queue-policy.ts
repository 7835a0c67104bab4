import { type PolicyDocument, policyDocument } from '../foundation/resources/policy-document.ts';
import type { Queue } from './queue.ts';

export function policyOf({ attributes: { Policy } }: Queue): PolicyDocument | undefined {
  if (Policy === undefined || Policy === '') return undefined;
  return policyDocument.parse(Policy);
}
