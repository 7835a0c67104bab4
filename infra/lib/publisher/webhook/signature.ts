import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../http.ts';

/** How a provider signs what it sends. */
export type SignatureScheme = 'github' | 'stripe';

/** Why a request is not believed, or undefined where its signature holds. */
export type SignatureCheck = (request: HttpRequest, secret: string, now: number) => string | undefined;

/** Seconds that a signed timestamp may be off, as Stripe's libraries have it. */
const TOLERANCE_SECONDS = 300;

export const signatureChecks: Readonly<Record<SignatureScheme, SignatureCheck>> = {
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  github({ headers, body }, secret) {
    const header = headers['x-hub-signature-256'];
    if (header === undefined) return 'the header X-Hub-Signature-256 is missing';
    return isSignature(header.replace(/^sha256=/, ''), secret, body) ? undefined : mismatch;
  },

  // https://docs.stripe.com/webhooks#verify-manually
  stripe({ headers, body }, secret, now) {
    const header = headers['stripe-signature'];
    if (header === undefined) return 'the header Stripe-Signature is missing';
    const fields = header.split(',').map((field) => field.trim().split('=', 2));
    const timestamp = fields.find(([name]) => name === 't')?.[1] ?? '';
    if (!/^\d{1,12}$/.test(timestamp)) return 'the header Stripe-Signature has no timestamp';
    const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
    const signatures = fields.filter(([name]) => name === 'v1').map(([, value = '']) => value);
    if (!signatures.some((signature) => isSignature(signature, secret, signed))) return mismatch;
    const seconds = Math.abs(now / 1_000 - Number(timestamp));
    return seconds <= TOLERANCE_SECONDS
      ? undefined
      : `the signature is ${Math.round(seconds)} s old or early`;
  },
};

const mismatch = 'the signature does not match the body';

function isSignature(given: string, secret: string, signed: Buffer): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest();
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
