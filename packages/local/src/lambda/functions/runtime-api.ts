import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject } from '../../foundation/is-object.ts';
import { isNestedDeeper } from '../../foundation/json/json-depth.ts';
import { portOf } from '../../foundation/server-port.ts';
import type { SandboxEvents } from './instance.ts';
import type { ErrorPayload, InvokeMessage } from './sandbox/message.ts';

/** Lambda's Runtime API for one process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export interface RuntimeApi {
  /** `127.0.0.1:PORT`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: Promise<string>;
  invoke(call: InvokeMessage): void;
  stop(): void;
}

const LARGEST_BODY_BYTES = 8 * 1_048_576;
const DEEPEST_ERROR = 100;

export function startRuntimeApi(events: SandboxEvents): RuntimeApi {
  let next: ServerResponse | undefined;
  let waiting: InvokeMessage | undefined;
  let current: InvokeMessage | undefined;

  function hand(): void {
    if (next === undefined || waiting === undefined) return;
    current = waiting;
    next.writeHead(200, headersOf(current)).end(current.payload);
    next = undefined;
    waiting = undefined;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('/').slice(3);
    if (request.method === 'GET' && path.join('/') === 'invocation/next') {
      next = response;
      events.ready();
      hand();
      return;
    }
    const body = await bodyOf(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}\n');
    take(path, body);
  }

  function take([what, id, how]: readonly string[], body: string): void {
    if (what === 'init') events.ended(errorOf(body));
    // What comes for an earlier invocation, which has timed out, counts for nothing.
    if (what !== 'invocation' || id !== current?.requestId) return;
    if (how === 'response') events.returned(body === '' ? 'null' : body);
    if (how === 'error') events.threw(errorOf(body));
  }

  // See the gateway: an import of it would load more than is used.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const address = new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${portOf(server)}`));
  });
  return {
    address,
    invoke(call) {
      waiting = call;
      hand();
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function headersOf(call: InvokeMessage): Record<string, string> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': call.requestId,
    'lambda-runtime-deadline-ms': String(Date.now() + call.timeoutMs),
    'lambda-runtime-invoked-function-arn': call.invokedFunctionArn,
    ...(call.traceHeader !== undefined && { 'lambda-runtime-trace-id': call.traceHeader }),
    ...(call.clientContext !== undefined && {
      'lambda-runtime-client-context': Buffer.from(call.clientContext, 'base64').toString(),
    }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function errorOf(body: string): ErrorPayload {
  const unknown = { errorType: 'Runtime.Unknown', errorMessage: body.slice(0, 1000) };
  if (isNestedDeeper(body, DEEPEST_ERROR)) return unknown;
  try {
    const error: unknown = JSON.parse(body);
    const { errorType, errorMessage, stackTrace } = isObject(error) ? error : {};
    return {
      errorType: String(errorType ?? 'Runtime.Unknown'),
      errorMessage: String(errorMessage ?? ''),
      ...(Array.isArray(stackTrace) && { stackTrace: stackTrace.map(String) }),
    };
  } catch {
    return unknown;
  }
}
