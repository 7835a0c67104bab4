import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Request } from '../foundation/http.ts';
import { isObject } from '../foundation/is-object.ts';
import { isNestedDeeper } from '../foundation/json/json-depth.ts';
import { tooLarge } from '../foundation/request-size.ts';
import { functionUrlEvent } from './function-url-event.ts';
import type { Functions } from './functions/functions.ts';
import { mintTraceHeader } from './functions/trace-header.ts';
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
      const [requestId, traceHeader] = [randomUUID(), mintTraceHeader()];
      const path = `/${rest.join('/')}`;
      const payload = JSON.stringify(functionUrlEvent(request, { path, requestId, traceHeader, at: now() }));
      if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES)
        return plain(413, { Message: tooLarge(LARGEST_PAYLOAD_BYTES).message });
      const invoked = await functions.invoke(name, { payload, requestId, traceHeader });
      const answer = invoked.functionError === undefined ? answerOf(invoked.payload) : failure();
      return { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': requestId } };
    },
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
  if (!answer.success) return failure();
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  const named = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
  return {
    status: statusCode,
    headers: { ...json, ...named },
    ...(cookies?.length && { cookies }),
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function failure(): Answer {
  return plain(502, { Message: 'Internal Server Error' });
}

function plain(status: number, value: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
