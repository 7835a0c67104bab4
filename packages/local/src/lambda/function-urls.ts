import { z } from 'zod';
import type { Answer, Request } from '../foundation/http.ts';
import { isObject } from '../foundation/is-object.ts';
import { isNestedDeeper } from '../foundation/json/json-depth.ts';
import { tooLarge } from '../foundation/request-size.ts';
import type { Functions } from './functions/functions.ts';
import { LARGEST_PAYLOAD_BYTES } from './payload-size.ts';

/** The addresses of functions, as `http://127.0.0.1:PORT/_url/NAME/`. */
export interface FunctionUrls {
  add(functionName: string): void;
  answer(request: Request): Promise<Answer>;
}

const DEEPEST_ANSWER = 1000;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html: payload format 2.0. */
export function createFunctionUrls(functions: Pick<Functions, 'invoke'>, now: () => number): FunctionUrls {
  const names = new Set<string>();
  return {
    add: (functionName) => void names.add(functionName),
    async answer(request) {
      const [, , name = '', ...rest] = request.url.pathname.split('/');
      if (!names.has(name)) return plain(404, { Message: `No function URL of ${name} is here.` });
      const payload = JSON.stringify(eventOf(request, `/${rest.join('/')}`, now()));
      if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES)
        return plain(413, { Message: tooLarge(LARGEST_PAYLOAD_BYTES).message });
      const invoked = await functions.invoke(name, { payload });
      if (invoked.functionError !== undefined) return plain(502, { Message: 'Internal Server Error' });
      return answerOf(invoked.payload);
    },
  };
}

function eventOf({ method, url, headers, body }: Request, rawPath: string, at: number): object {
  const sent = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const { cookie, ...others } = Object.fromEntries(sent);
  const query = [...new Set(url.searchParams.keys())].map((key) => [
    key,
    url.searchParams.getAll(key).join(','),
  ]);
  const isText = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded))/.test(
    others['content-type'] ?? 'text/',
  );
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: others,
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: url.host,
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: others['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date(at).toUTCString(),
      timeEpoch: at,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html: null is as good as nothing. */
const shaped = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An object with a status code says it all; anything else is the body, as JSON. */
function answerOf(payload: string): Answer {
  const value: unknown = isNestedDeeper(payload, DEEPEST_ANSWER) ? undefined : JSON.parse(payload);
  const json = { 'content-type': 'application/json' };
  if (!isObject(value) || !('statusCode' in value))
    return { status: 200, headers: json, body: typeof value === 'string' ? value : payload };
  const answer = shaped.safeParse(value);
  if (!answer.success) return plain(502, { Message: 'Internal Server Error' });
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  const named = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
  return {
    status: statusCode,
    headers: { ...json, ...named, ...(cookies?.length && { 'set-cookie': cookies.join(', ') }) },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function plain(status: number, value: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
