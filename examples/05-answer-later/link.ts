import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Approval, approvalSchema } from './approval.ts';

/** Makes the last part of an approval's link: the approval, readable, and a signature that only we can make. */
export function seal(approval: Approval, secret: string): string {
  const claims = Buffer.from(JSON.stringify(approval)).toString('base64url');
  return `${claims}.${signatureOf(claims, secret)}`;
}

/** The approval of a link; undefined when the link is forged, cut or altered. */
export function open(sealed: string, secret: string): Approval | undefined {
  const [claims = '', signature = '', ...rest] = sealed.split('.');
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(claims, secret))];
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  return approvalSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
}

function signatureOf(claims: string, secret: string): string {
  return createHmac('sha256', secret).update(claims).digest('base64url');
}
