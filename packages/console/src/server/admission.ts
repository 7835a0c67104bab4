import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Loaded from here alone; nothing is run that is not a file of ours, no style is taken but this sheet, and no other page frames it. */
export function contentSecurityPolicy(styles: string): string {
  const digest = createHash('sha256').update(styles).digest('base64');
  return `default-src 'none'; script-src 'self'; style-src 'sha256-${digest}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Why a request is refused, if it is: it must come from this machine under its own name (a name of another owner may
 * resolve to 127.0.0.1), not from a page of another origin, and what changes anything must carry the page's token.
 */
export function refusalOf({ method, headers }: IncomingMessage, token: string): string | undefined {
  const { host = '', origin } = headers;
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(name))
    return `the Host header is ${JSON.stringify(host)}: open the page at 127.0.0.1`;
  if (origin !== undefined && URL.parse(origin)?.host !== host)
    return 'it comes from a page of another origin';
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site') return 'it comes from another site';
  if (method === 'GET') return undefined;
  if (!headers['content-type']?.startsWith('application/json'))
    return 'the content type must be application/json';
  if (headers['x-request-token'] !== token)
    return 'the request token is missing or of an earlier start: load the page again';
  return undefined;
}
