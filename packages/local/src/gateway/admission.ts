import { AwsError } from '../foundation/aws-error.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a form or a plain link of a web page can't send: wanted by the runtime's own paths that change something. */
export const CONTROL_HEADER = 'x-local-runtime';

/**
 * Whether a request comes from this machine's own programs, and not from a web page that a browser here has open. A
 * foreign page may send to 127.0.0.1, and a name that an attacker holds may resolve to it (DNS rebinding).
 * @throws AwsError AccessDeniedException, 403
 */
export function admit(headers: Headers): void {
  const host = one(headers.host);
  if (host !== undefined && !isLoopback(`http://${host}`))
    throw refused(`the Host header is ${host}, and only 127.0.0.1, localhost and [::1] are answered`);
  const origin = one(headers.origin);
  if (origin === undefined) return;
  const url = URL.parse(origin);
  if (url === null || url.host !== host)
    throw refused(`the Origin header is ${origin}, and pages of other origins may not call the runtime`);
}

/**
 * The same for paths under `/_local/` that change something.
 * @throws AwsError AccessDeniedException, 403
 */
export function admitControl(headers: Headers): void {
  const type = one(headers['content-type'])?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw refused(`the content type is ${type ?? 'missing'}: it must be application/json`);
  if (one(headers[CONTROL_HEADER]) === undefined)
    throw refused(`the header ${CONTROL_HEADER} is missing: send it with any value, as 1`);
}

/** As the runtime's own endpoint is named, which needs no parsing. */
const ENDPOINT = /^http:\/\/127\.0\.0\.1(:\d{1,5})?$/;

function isLoopback(address: string): boolean {
  if (ENDPOINT.test(address)) return true;
  const name = URL.parse(address)?.hostname ?? '';
  return ['127.0.0.1', 'localhost', '[::1]'].includes(name) || name.endsWith('.localhost');
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function refused(why: string): AwsError {
  return new AwsError('AccessDeniedException', `The local runtime refuses this request: ${why}.`, 403);
}
