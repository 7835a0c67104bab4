import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of an AWS client, as it passes. */
export interface PassingCall {
  /** `AWSEvents.PutEvents`; empty for calls of older protocols. */
  readonly target: string;
  readonly body: Buffer;
}

/** An answer in the upstream's place. */
export interface InsteadAnswer {
  readonly status: number;
  readonly body: object;
}

export interface ProxyOptions {
  /** Where calls go, as `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** Answers a call in the upstream's place; undefined lets it pass. */
  readonly intercept: (call: PassingCall) => Promise<InsteadAnswer | undefined>;
  /** Called with what the upstream answered, where it answered well. */
  readonly observe: (call: PassingCall, answer: Buffer) => void;
}

export interface ObservingProxy {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Stands between the worker and the local runtime, and sees what the worker does, whatever it is written in. */
export async function observingProxy(options: ProxyOptions): Promise<ObservingProxy> {
  const server = createServer((request, response) => {
    pass(request, response, options).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(502);
      response.end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const call = { target: String(request.headers['x-amz-target'] ?? ''), body };
  const instead = await options.intercept(call);
  if (instead !== undefined) {
    response.writeHead(instead.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(instead.body));
    return;
  }
  // A worker that is killed within a long poll must not leave the poll behind: it would take a message that no worker then sees.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await fetch(new URL(request.url ?? '/', options.upstream), {
    method: request.method ?? 'POST',
    headers: forwarded(request),
    body: body.length === 0 ? null : body,
    signal: gone.signal,
  });
  const text = Buffer.from(await answer.arrayBuffer());
  if (answer.ok) options.observe(call, text);
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(text);
}

/** Headers between this client and this server alone, which fetch sets itself. */
const HOP_BY_HOP = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'keep-alive',
]);

function forwarded(request: IncomingMessage): [string, string][] {
  return Object.entries(request.headers)
    .filter(([name, value]) => value !== undefined && !HOP_BY_HOP.has(name))
    .map(([name, value]) => [name, String(value)]);
}
