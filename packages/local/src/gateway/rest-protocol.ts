import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Answer, Request } from '../foundation/http.ts';
import { checkSize } from '../foundation/request-size.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { RestProtocol, RestRoute, ServiceDefinition } from '../foundation/service-definition.ts';
import { asAwsError, readInput, writeOutput } from './json-protocol.ts';

/** Whether a path is one of the service's, whatever the rest of it: by the words that its routes begin with. */
export function speaksPath({ routes }: RestProtocol, path: string): boolean {
  const begins = beginningOf(path);
  return routes.some((route) => beginningOf(route.path) === begins);
}

/** The first word of a path; after a date, which is the version of an API, the second. */
function beginningOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return /^20\d\d-\d\d-\d\d$/.test(first) ? `version/${second}` : first;
}

/** REST paths with JSON bodies, as Lambda speaks. */
export async function answerRest(
  request: Request,
  definition: ServiceDefinition,
  routes: readonly RestRoute[],
  callService: CallService,
  caller: () => Caller,
): Promise<Answer> {
  try {
    const { route, members } = findRoute(request, routes, definition.iamPrefix);
    checkSize(request.body.length, definition.largestRequestBytes);
    const query = queryMembers(request.url.searchParams, route.lists);
    const body =
      route.raw === undefined
        ? await readInput(request.body, definition.mostValues?.(route.operation))
        : route.raw.input(request);
    const input = { ...query, ...body, ...members };
    const output = await callService(definition.iamPrefix, route.operation, input, caller());
    if (route.raw !== undefined) return route.raw.answer(output);
    return { status: route.status ?? 200, headers: headersOf(), body: await writeOutput(output) };
  } catch (error) {
    return restError(asAwsError(error));
  }
}

function queryMembers(
  query: URLSearchParams,
  lists: readonly string[] = [],
): Record<string, string | readonly string[]> {
  const given = lists.filter((name) => query.has(name)).map((name) => [name, query.getAll(name)] as const);
  return { ...Object.fromEntries(query), ...Object.fromEntries(given) };
}

function findRoute(
  { method, url }: Request,
  routes: readonly RestRoute[],
  iamPrefix: string,
): { route: RestRoute; members: Record<string, string> } {
  const parts = url.pathname.replace(/\/$/, '').split('/');
  for (const route of routes) {
    const members = route.method === method ? matchPath(route.path.split('/'), parts) : undefined;
    if (members !== undefined) return { route, members };
  }
  throw new AwsError(
    'UnknownOperationException',
    `${iamPrefix}: ${method} ${url.pathname} is not supported by the local runtime.`,
    404,
  );
}

function matchPath(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) members[expected.slice(1)] = decoded(part);
    else if (expected !== part) return undefined;
  }
  return members;
}

/** A part that is not percent-encoded as it should be stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
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
