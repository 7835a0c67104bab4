import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../foundation/aws-error.ts';
import type { Caller } from '../foundation/service.ts';
import type { ServiceRouter } from '../foundation/service-router.ts';
import { type Answer, header, type Request } from './answer.ts';
import { type PrincipalOf, readCaller } from './credential.ts';
import { answerJson, asAwsError, jsonError } from './json-protocol.ts';
import { answerLambda, isLambdaPath } from './lambda-routes.ts';
import { answerQuery } from './query-protocol.ts';
import { LARGEST_REQUEST_BYTES, readBody, tooLarge } from './request-body.ts';

export interface GatewayOptions {
  readonly router: ServiceRouter;
  /** Who calls with a key that the runtime did not give out. */
  readonly developer: Caller;
  readonly principalOf: PrincipalOf;
  /** Answers the paths under `/_local/`, which are the runtime's own. */
  readonly control: (request: Request) => Promise<Answer>;
  /** 0 for any free one. */
  readonly port: number;
}

export interface Gateway {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * One HTTP endpoint for all services, on the loopback interface only.
 * @throws Error with code EADDRINUSE where the port is in use
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const server = createServer(
    { keepAliveTimeout: 60_000 },
    (message, response) => void serve(message, response, options),
  );
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
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
    const body = await readBody(message);
    const answer = await route(message, body, options);
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  } catch (error) {
    // A client that went away leaves nothing to answer; anything else is told, and the endpoint stays up.
    if (!message.destroyed && !response.headersSent) response.writeHead(500).end(String(error));
  }
}

async function route(
  message: IncomingMessage,
  body: Buffer | undefined,
  options: GatewayOptions,
): Promise<Answer> {
  const type = message.headers['content-type'] ?? 'application/json';
  if (body === undefined) return jsonError(tooLarge(LARGEST_REQUEST_BYTES), type);
  const request: Request = {
    method: message.method ?? 'GET',
    url: readUrl(message.url),
    headers: message.headers,
    body,
  };
  const caller = () => readCaller(request, options.developer, options.principalOf);
  const path = request.url.pathname;
  if (path.startsWith('/_local/')) return options.control(request);
  if (header(request, 'x-amz-target') !== undefined) return answerJson(request, options.router, caller);
  if (isLambdaPath(path)) return answerLambda(request, options.router, caller);
  if (type.startsWith('application/x-www-form-urlencoded')) return answerQuery(request, caller);
  return jsonError(
    asAwsError(
      new AwsError(
        'UnknownOperationException',
        'No service of the local runtime answers here: the header X-Amz-Target is missing.',
        404,
      ),
    ),
    type,
  );
}

function readUrl(text: string | undefined): URL {
  return URL.parse(text ?? '/', 'http://127.0.0.1') ?? new URL('http://127.0.0.1/');
}
