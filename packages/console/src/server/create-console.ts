import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperatorError, redactTokens, type Stage } from '@callback-relay/operator';
import { contentSecurityPolicy, refusalOf, securityHeaders } from './admission.ts';
import { html } from './html.ts';
import { createLive } from './live.ts';
import { loadPage, type PageFiles } from './page-files.ts';
import { routes } from './routes.ts';

export interface ConsoleOptions {
  readonly stage: Stage;
  /** Whether the page is served by the local runtime itself, whose clock and faults it then offers. */
  readonly local: boolean;
  /** Between looks while a page is open. @default 3,000 ms on AWS, 300 on the local runtime */
  readonly intervalMs?: number;
}

export interface Console {
  /** Takes the page's own requests, and says whether this was one. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  stop(): void;
}

const api = '/console/api/';

/** The page and its API, for any HTTP server that listens on the loopback interface. */
export function createConsole({ stage, local, intervalMs = local ? 300 : 3000 }: ConsoleOptions): Console {
  const token = randomBytes(32).toString('base64url');
  const live = createLive({ stage, intervalMs });
  // Read before anybody asks, because in the workspace it is bundled first.
  const page = loadPage();
  page.catch(() => {});

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const refusal = refusalOf(request, token);
    if (refusal !== undefined)
      return json(response, 403, { error: 'refused', message: `Refused: ${refusal}.` });
    switch (url.pathname) {
      case '/':
        live.prepare();
        return sendPage(response, await page);
      case '/console/page.js':
        return send(response, 200, 'text/javascript; charset=utf-8', (await page).script);
      case `${api}events`:
        response.writeHead(200, {
          ...securityHeaders,
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
        });
        return live.add(response);
      default:
        return answer(request, response, url);
    }
  }

  function sendPage(response: ServerResponse, { styles }: PageFiles): void {
    response.setHeader('content-security-policy', contentSecurityPolicy(styles));
    send(response, 200, 'text/html; charset=utf-8', html({ token, local, styles }));
  }

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = `${request.method} ${url.pathname.slice(api.length)}`;
    const run = url.pathname.startsWith(api) && Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (run === undefined)
      return json(response, 404, {
        error: 'not-found',
        message: `No ${request.method} ${url.pathname} here.`,
      });
    const isChange = request.method === 'POST';
    const input = isChange ? await readBody(request) : Object.fromEntries(url.searchParams);
    // Nothing that is shown holds a token as it is; here it is made sure of once more, for all of it.
    json(response, 200, redactTokens(await run(stage, input)));
    if (isChange) live.refresh();
  }

  return {
    handle(request, response) {
      const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
      const isOurs =
        url !== null &&
        (url.pathname.startsWith('/console/') || (url.pathname === '/' && request.method === 'GET'));
      if (isOurs) void serve(request, response, url).catch((error) => fail(response, error));
      return isOurs;
    },
    stop: live.stop,
  };
}

const mostBytes = 1_048_576;

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > mostBytes) throw new OperatorError('invalid-input', `The request is over ${mostBytes} bytes.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch (error) {
    throw new OperatorError('invalid-input', `The request is not JSON: ${(error as Error).message}`);
  }
}

const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  'invalid-input': 400,
  'not-waiting': 409,
  'access-denied': 403,
  credentials: 401,
};

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const isOurs = error instanceof OperatorError;
  const code = isOurs ? error.code : 'fault';
  const message = isOurs ? error.message : `The page's server failed: ${(error as Error).message}`;
  json(response, statuses[code] ?? (isOurs ? 502 : 500), { error: code, message });
}

function json(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  // A header that is set already stands.
  const headers = { ...securityHeaders, 'content-type': type, 'cache-control': 'no-store' };
  for (const [name, value] of Object.entries(headers))
    if (!response.hasHeader(name)) response.setHeader(name, value);
  response.statusCode = status;
  response.end(body);
}
