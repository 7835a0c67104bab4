import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../foundation/aws-error.ts';
import {
  type Answer,
  type AnswerRequest,
  header,
  type ReceivedRequest,
  type Request,
} from '../foundation/http.ts';
import { tooLarge } from '../foundation/request-size.ts';
import { portOf } from '../foundation/server-port.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { admit } from './admission.ts';
import { type PrincipalOf, readCaller } from './credential.ts';
import { errorAnswer } from './error-answer.ts';
import { forwardCall, signedService } from './forwarding.ts';
import { InProcessHandler } from './in-process-handler.ts';
import { answerJson, asAwsError } from './json-protocol.ts';
import { answerQuery, isForm } from './query-protocol.ts';
import { LARGEST_REQUEST_BYTES, readBody } from './request-body.ts';
import { answerRest, speaksPath } from './rest-protocol.ts';

export interface GatewayOptions {
  readonly definitions: readonly ServiceDefinition[];
  readonly callService: CallService;
  /** Who calls with a key that the runtime did not give out. */
  readonly developer: Caller;
  readonly principalOf: PrincipalOf;
  /** Answers the paths under `/_local/`, which are the runtime's own. */
  readonly control: (request: Request) => Promise<Answer>;
  /** Answers the paths under `/_url/`, which are the URLs of functions. None by default. */
  readonly functionUrl?: (request: Request) => Promise<Answer>;
  /** Until then, and once it stops, calls of AWS's are answered with 503, which SDKs try again. Ready by default. */
  readonly isReady?: () => boolean;
  /** Endpoints by service, for those that do not run here. */
  readonly forward?: Readonly<Record<string, string>>;
  /** Asked for what is not a call of AWS's, as a page; true where it has taken the request over. */
  readonly requests?: RequestHandler;
  /** Resolves when everything that was done so far is kept: no answer goes out before. */
  readonly committed?: () => Promise<void>;
  /** 0 for any free one. */
  readonly port: number;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Gateway {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Answers what comes another way than over HTTP as the endpoint does. */
  readonly answer: AnswerRequest;
  /** Takes the calls of SDK clients in this process without HTTP. */
  readonly inProcess: InProcessHandler;
  stop(): Promise<void>;
}

/**
 * One HTTP endpoint for all services, on the loopback interface only.
 * @throws Error with code EADDRINUSE where the port is in use
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  // An import of it would load all that it exports, Node's client for the web among it: 20 ms of a start.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer(
    { keepAliveTimeout: 60_000 },
    (message, response) => void serve(message, response, options),
  );
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  const answer: AnswerRequest = (request) => answerOf(request, refusalOf(request.headers), options);
  const inProcess = new InProcessHandler(endpoint, answer);
  return {
    ...{ answer, endpoint, inProcess },
    async stop() {
      inProcess.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
): Promise<void> {
  try {
    const refusal = refusalOf(message.headers);
    if (refusal === undefined && !isAwsCall(message) && options.requests?.(message, response)) return;
    const { method = 'GET', url: path = '/', headers } = message;
    const body = await readBody(message);
    const answer = await answerOf({ method, path, headers, body }, refusal, options);
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(answer.cookies && { 'set-cookie': [...answer.cookies] }),
      'content-length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  } catch (error) {
    // A client that went away leaves nothing to answer; anything else is answered, and the endpoint stays up.
    if (!response.destroyed && !response.headersSent) response.writeHead(500).end(String(error));
  }
}

async function answerOf(
  request: ReceivedRequest,
  refusal: Answer | undefined,
  options: GatewayOptions,
): Promise<Answer> {
  const answer = refusal ?? (await route(request, options));
  try {
    await options.committed?.();
    return answer;
  } catch (error) {
    // What can't be kept is not acknowledged.
    return errorAnswer(asAwsError(error), header(request, 'content-type'));
  }
}

function refusalOf(headers: ReceivedRequest['headers']): Answer | undefined {
  try {
    admit(headers);
    return undefined;
  } catch (error) {
    return errorAnswer(asAwsError(error), header({ headers }, 'content-type'));
  }
}

/** SDKs sign their calls, and none is a call of the runtime's own. */
function isAwsCall({ headers, url = '/' }: IncomingMessage): boolean {
  return (
    headers['x-amz-target'] !== undefined ||
    headers.authorization !== undefined ||
    /^\/_(local|url)\//.test(url)
  );
}

async function route(received: ReceivedRequest, options: GatewayOptions): Promise<Answer> {
  const { method, path, headers, body } = received;
  const type = header(received, 'content-type') ?? 'application/json';
  if (body === undefined) return errorAnswer(tooLarge(LARGEST_REQUEST_BYTES), type);
  const request: Request = { method, url: readUrl(path), headers, body };
  if (request.url.pathname.startsWith('/_local/')) return options.control(request);
  if (options.isReady?.() === false) return notReady(type);
  if (request.url.pathname.startsWith('/_url/') && options.functionUrl !== undefined)
    return options.functionUrl(request);
  return callOf(request, type, options);
}

async function callOf(request: Request, type: string, options: GatewayOptions): Promise<Answer> {
  const { definitions, callService } = options;
  const caller = () => readCaller(request, options.developer, options.principalOf);
  const service = signedService(request);
  const endpoint = service !== undefined && options.forward?.[service];
  if (service !== undefined && typeof endpoint === 'string') return forwardCall(request, service, endpoint);
  const path = request.url.pathname;
  const encoding = header(request, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity') return errorAnswer(encodedBody(encoding), type);
  if (header(request, 'x-amz-target') !== undefined)
    return answerJson(request, definitions, callService, caller);
  const isKnown = definitions.some(({ iamPrefix }) => iamPrefix === service);
  const byPath = definitions.find(({ protocol }) => protocol.kind === 'rest' && speaksPath(protocol, path));
  // Paths as `/tags/…` are also those of services that do not run here.
  if (byPath?.protocol.kind === 'rest' && (isKnown || service === undefined))
    return answerRest(request, byPath, byPath.protocol.routes, callService, caller);
  if (isForm(type)) return answerQuery(request, definitions, callService, caller);
  if (isKnown)
    return errorAnswer(
      new AwsError(
        'UnknownOperationException',
        `${service}: ${request.method} ${path} is not supported by the local runtime.`,
        404,
      ),
      type,
    );
  return errorAnswer(
    new AwsError(
      'UnknownOperationException',
      `${service ?? 'This'} is not supported by the local runtime (${request.method} ${path}). To pass its calls on, start with --forward ${service ?? 'SERVICE'}=URL. A call of an AWS SDK has the header X-Amz-Target or a path of Lambda's. GET /_local/health says how the runtime is, GET /_local/resources what it runs.`,
      404,
    ),
    type,
  );
}

function encodedBody(encoding: string): AwsError {
  return new AwsError(
    'SerializationException',
    `The request has the header Content-Encoding: ${encoding}, and this service reads no compressed body. Send it as it is, without the header.`,
  );
}

/** SDKs take a 503 as a reason to try again, after as many seconds as it says. */
function notReady(type: string): Answer {
  const error = new AwsError(
    'ServiceUnavailableException',
    'The local runtime is starting or stopping; try again. GET /_local/health says when it is ready.',
    503,
  );
  const answer = errorAnswer(error, type);
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}

const ROOT = new URL('http://127.0.0.1/');

function readUrl(text: string): URL {
  // The path of almost every call of AWS's.
  return text === '/' ? ROOT : (URL.parse(text, 'http://127.0.0.1') ?? ROOT);
}
