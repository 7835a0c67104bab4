import { AwsError } from '../foundation/aws-error.ts';
import { type Answer, header, type Request } from '../foundation/http.ts';
import { asAwsError, jsonError } from './json-protocol.ts';

/** The service that a call is signed for, as `s3`. */
export function signedService(request: Request): string | undefined {
  const scope = /Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/([^/,\s]+)\/aws4_request/;
  return scope.exec(header(request, 'authorization') ?? '')?.[1];
}

/** Headers that are about one connection, or that the next one makes itself. */
const notPassedOn = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'keep-alive',
]);

/** Passes a call on as it came to the endpoint that the team has for its service. */
export async function forwardCall(request: Request, service: string, endpoint: string): Promise<Answer> {
  const { pathname, search } = request.url;
  try {
    return await sendTo(request, new URL(pathname + search, endpoint));
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const message = `${service} is forwarded to ${endpoint}, which does not answer: ${String(cause)}`;
    return jsonError(
      asAwsError(new AwsError('ServiceUnavailableException', message, 503)),
      'application/json',
    );
  }
}

/**
 * Sends a request as it came to another address.
 * @throws TypeError with the reason as its cause, where nothing answers there
 */
export async function sendTo(
  { method, headers, body }: Pick<Request, 'method' | 'headers' | 'body'>,
  url: URL,
): Promise<Answer> {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const answer = await fetch(url, {
    method,
    headers: Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !notPassedOn.has(name))
      .map(([name, value]): [string, string] => [name, String(value)]),
    redirect: 'manual',
    ...(hasBody && { body: new Uint8Array(body) }),
  });
  const passed = [...answer.headers].filter(
    ([name]) => !notPassedOn.has(name) && name !== 'content-encoding',
  );
  return {
    status: answer.status,
    headers: Object.fromEntries(passed),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
