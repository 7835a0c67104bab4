import type { Request } from '../foundation/http.ts';

export interface UrlInvocation {
  /** Behind the function's name. */
  readonly path: string;
  readonly requestId: string;
  readonly traceHeader: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const SOURCE_IP = '127.0.0.1';

/** Any other body comes in Base64, as where the client names no type: a form does too. */
const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml)\b)/;

/**
 * A request as a function hears of it, in payload format 2.0: with the headers that Lambda's front adds, without that of
 * the connection (recorded). https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrlEvent(
  { method, url, headers, body }: Request,
  { path, requestId, traceHeader, at }: UrlInvocation,
): object {
  const sent = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const { cookie, connection: _, ...others } = Object.fromEntries(sent);
  const query = [...new Set(url.searchParams.keys())].map((key) => [
    key,
    url.searchParams.getAll(key).join(','),
  ]);
  const { host = '127.0.0.1' } = others;
  const isText = TEXT_TYPES.test(others['content-type'] ?? '');
  const forwarded = others['x-forwarded-for'];
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: {
      ...others,
      'x-amzn-trace-id': traceHeader.split(';')[0],
      'x-forwarded-for': forwarded === undefined ? SOURCE_IP : `${forwarded}, ${SOURCE_IP}`,
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: SOURCE_IP,
        userAgent: others['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** As `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
