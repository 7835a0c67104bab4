import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Caller } from '../foundation/service.ts';
import type { ServiceRouter } from '../foundation/service-router.ts';
import { type Answer, header, type Request } from './answer.ts';
import { asAwsError, readInput } from './json-protocol.ts';
import { tooLarge } from './request-body.ts';

/** Lambda's REST paths; `:Name` is a member of the operation's input. */
const routes: readonly (readonly [method: string, path: string, operation: string, status?: number])[] = [
  ['POST', '/2015-03-31/functions/:FunctionName/invocations', 'Invoke'],
  ['GET', '/2015-03-31/functions', 'ListFunctions'],
  ['GET', '/2015-03-31/functions/:FunctionName', 'GetFunction'],
  ['GET', '/2015-03-31/functions/:FunctionName/configuration', 'GetFunctionConfiguration'],
  ['PUT', '/2017-10-31/functions/:FunctionName/concurrency', 'PutFunctionConcurrency'],
  ['GET', '/2019-09-30/functions/:FunctionName/concurrency', 'GetFunctionConcurrency'],
  ['DELETE', '/2017-10-31/functions/:FunctionName/concurrency', 'DeleteFunctionConcurrency', 204],
  ['GET', '/2015-03-31/event-source-mappings', 'ListEventSourceMappings'],
  ['POST', '/2015-03-31/event-source-mappings', 'CreateEventSourceMapping', 202],
  ['GET', '/2015-03-31/event-source-mappings/:UUID', 'GetEventSourceMapping'],
  ['PUT', '/2015-03-31/event-source-mappings/:UUID', 'UpdateEventSourceMapping', 202],
  ['DELETE', '/2015-03-31/event-source-mappings/:UUID', 'DeleteEventSourceMapping', 202],
];

/** Lambda's limit on the payload of a synchronous invocation, in bytes; of an asynchronous one since October 2025. */
const LARGEST_SYNCHRONOUS_BYTES = 6_291_456;
const LARGEST_ASYNCHRONOUS_BYTES = 1_048_576;

export function isLambdaPath(path: string): boolean {
  return /^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings)(\/|$)/.test(path);
}

export async function answerLambda(
  request: Request,
  router: ServiceRouter,
  caller: () => Caller,
): Promise<Answer> {
  try {
    const { operation, status, members } = findRoute(request);
    const input = { ...members, ...Object.fromEntries(request.url.searchParams) };
    if (operation === 'Invoke') return await invoke(request, input, router, caller());
    const output = await router.callService(
      'lambda',
      operation,
      { ...input, ...readInput(request.body) },
      caller(),
    );
    return { status, headers: headersOf(), body: JSON.stringify(output ?? {}) };
  } catch (error) {
    return restError(asAwsError(error));
  }
}

async function invoke(
  request: Request,
  input: Record<string, unknown>,
  router: ServiceRouter,
  caller: Caller,
): Promise<Answer> {
  const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
  const most = type === 'Event' ? LARGEST_ASYNCHRONOUS_BYTES : LARGEST_SYNCHRONOUS_BYTES;
  if (request.body.length > most) throw tooLarge(most);
  const output = (await router.callService(
    'lambda',
    'Invoke',
    {
      ...input,
      InvocationType: type,
      LogType: header(request, 'x-amz-log-type') ?? 'None',
      ClientContext: header(request, 'x-amz-client-context'),
      TraceHeader: header(request, 'x-amzn-trace-id'),
      Payload: request.body.toString(),
    },
    caller,
  )) as Record<string, string | number | undefined>;
  const optional = {
    'x-amz-function-error': output.FunctionError,
    'x-amz-log-result': output.LogResult,
    'x-amz-executed-version': output.ExecutedVersion,
  };
  const given = Object.entries(optional).filter((pair) => pair[1] !== undefined);
  return {
    status: Number(output.StatusCode),
    headers: { ...headersOf(), ...(Object.fromEntries(given) as Record<string, string>) },
    body: String(output.Payload ?? ''),
  };
}

function findRoute(request: Request) {
  const parts = request.url.pathname.replace(/\/$/, '').split('/');
  for (const [method, path, operation, status = 200] of routes) {
    const members = method === request.method ? matchPath(path.split('/'), parts) : undefined;
    if (members !== undefined) return { operation, status, members };
  }
  throw new AwsError(
    'UnknownOperationException',
    `lambda: ${request.method} ${request.url.pathname} is not supported by the local runtime.`,
    404,
  );
}

function matchPath(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) members[expected.slice(1)] = decodeURIComponent(part);
    else if (expected !== part) return undefined;
  }
  return members;
}

function restError(error: AwsError): Answer {
  return {
    status: error.status,
    headers: { ...headersOf(), 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      Type: error.status < 500 ? 'User' : 'Server',
      message: error.message,
      Message: error.message,
      ...error.members,
    }),
  };
}

function headersOf(): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
}
