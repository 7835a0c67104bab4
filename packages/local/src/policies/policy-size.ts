import type { NamedPolicy, PolicyDocument } from '../foundation/resources/policy-document.ts';

/** In characters other than white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_INLINE = 10_240;
const MOST_MANAGED = 6144;
/** That an account can have it raised to; it has 2,048 at first. */
const MOST_TRUST = 4096;

/** @throws Error in IAM's words where the policies that are a role's own are too long together */
export function checkInlineSize(role: string, policies: readonly NamedPolicy[]): void {
  const size = policies.reduce((sum, { document }) => sum + sizeOf(document), 0);
  if (size > MOST_INLINE)
    throw new Error(
      `Maximum policy size of ${MOST_INLINE} bytes exceeded for role ${role}: its inline policies have ${size}`,
    );
}

/** @throws Error in IAM's words */
export function checkManagedSize({ document }: NamedPolicy): void {
  if (sizeOf(document) > MOST_MANAGED) throw new Error(`Cannot exceed quota for PolicySize: ${MOST_MANAGED}`);
}

/** @throws Error in IAM's words */
export function checkTrustSize(document: PolicyDocument): void {
  if (sizeOf(document) > MOST_TRUST) throw new Error(`Cannot exceed quota for ACLSizePerRole: ${MOST_TRUST}`);
}

function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}
