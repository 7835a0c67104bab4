import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import { type Answer, header, type Request } from '../foundation/http.ts';
import { isObject } from '../foundation/is-object.ts';
import { tooLarge } from '../foundation/request-size.ts';
import type { RestRoute } from '../foundation/service-definition.ts';

/** Bytes of the payload of an asynchronous invocation, since October 2025; the synchronous one's is the request's. */
const LARGEST_ASYNCHRONOUS_BYTES = 1_048_576;

const invocation: RestRoute['raw'] = {
  input(request) {
    const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    if (type === 'Event' && request.body.length > LARGEST_ASYNCHRONOUS_BYTES)
      throw tooLarge(LARGEST_ASYNCHRONOUS_BYTES);
    if (!isUtf8(request.body))
      throw invalidContent(
        'Could not parse request body into json: Could not parse payload into json: it is not UTF-8',
      );
    return {
      InvocationType: type,
      LogType: header(request, 'x-amz-log-type') ?? 'None',
      ClientContext: clientContextIn(request),
      TraceHeader: header(request, 'x-amzn-trace-id'),
      Payload: request.body.toString(),
    };
  },
  answer(output): Answer {
    const answer = isObject(output) ? output : {};
    const optional = {
      'x-amz-function-error': answer.FunctionError,
      'x-amz-log-result': answer.LogResult,
      'x-amz-executed-version': answer.ExecutedVersion,
    };
    const given = Object.entries(optional).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    return {
      status: Number(answer.StatusCode),
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': randomUUID(),
        ...Object.fromEntries(given),
      },
      body: String(answer.Payload ?? ''),
    };
  },
};

/** @throws AwsError InvalidRequestContentException */
function clientContextIn(request: Pick<Request, 'headers'>): string | undefined {
  const text = header(request, 'x-amz-client-context');
  if (text === undefined || isObject(jsonOf(Buffer.from(text, 'base64').toString()))) return text;
  throw invalidContent('Client context must be a valid Base64-encoded JSON object.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalidContent(message: string): AwsError {
  return new AwsError('InvalidRequestContentException', message);
}

function route(method: string, path: string, operation: string, status = 200): RestRoute {
  return { method, path, operation, status };
}

/** Lambda's REST paths. */
export const routes: readonly RestRoute[] = [
  { ...route('POST', '/2015-03-31/functions/:FunctionName/invocations', 'Invoke'), raw: invocation },
  route('GET', '/2015-03-31/functions', 'ListFunctions'),
  route('GET', '/2015-03-31/functions/:FunctionName', 'GetFunction'),
  route('GET', '/2015-03-31/functions/:FunctionName/configuration', 'GetFunctionConfiguration'),
  route('PUT', '/2017-10-31/functions/:FunctionName/concurrency', 'PutFunctionConcurrency'),
  route('GET', '/2019-09-30/functions/:FunctionName/concurrency', 'GetFunctionConcurrency'),
  route('DELETE', '/2017-10-31/functions/:FunctionName/concurrency', 'DeleteFunctionConcurrency', 204),
  route('GET', '/2015-03-31/event-source-mappings', 'ListEventSourceMappings'),
  route('POST', '/2015-03-31/event-source-mappings', 'CreateEventSourceMapping', 202),
  route('GET', '/2015-03-31/event-source-mappings/:UUID', 'GetEventSourceMapping'),
  route('PUT', '/2015-03-31/event-source-mappings/:UUID', 'UpdateEventSourceMapping', 202),
  route('DELETE', '/2015-03-31/event-source-mappings/:UUID', 'DeleteEventSourceMapping', 202),
];
