import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function made of an invocation. */
export type InvocationResult =
  | { readonly kind: 'response'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  /** No answer within the function's timeout, or its process is gone. */
  | { readonly kind: 'none' };

/** Lambda's side of the Runtime API, for one instance of a function: it takes one invocation at a time. */
export interface RuntimeApi {
  /** `127.0.0.1:PORT`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands an event to the function and waits for its answer, for at most so many milliseconds. */
  invoke(event: unknown, timeoutMs: number): Promise<InvocationResult>;
  stop(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly body: string;
  readonly deadline: number;
  readonly settle: (result: InvocationResult) => void;
}

const PATH = '/2018-06-01/runtime/';

export async function startRuntimeApi(): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  let asking: ServerResponse | undefined;

  const handOut = (): void => {
    const invocation = asking === undefined ? undefined : waiting.shift();
    if (invocation === undefined || asking === undefined) return;
    running.set(invocation.id, invocation);
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.id,
      'lambda-runtime-deadline-ms': String(invocation.deadline),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:conformance',
      'lambda-runtime-trace-id': `Root=1-${invocation.id}`,
    });
    asking.end(invocation.body);
    asking = undefined;
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(PATH, '');
    if (request.method === 'GET' && path === 'invocation/next') {
      // A client that is gone must not be given an invocation.
      response.once('close', () => {
        if (asking === response) asking = undefined;
      });
      asking = response;
      handOut();
      return;
    }
    void textOf(request).then((text) => {
      const [, id = '', kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
      running.get(id)?.settle({ kind: kind === 'response' ? 'response' : 'error', text });
      running.delete(id);
      response.writeHead(202).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event, timeoutMs) =>
      new Promise((resolve) => {
        const id = crypto.randomUUID();
        const timer = setTimeout(() => {
          running.delete(id);
          const at = waiting.findIndex((one) => one.id === id);
          if (at >= 0) waiting.splice(at, 1);
          resolve({ kind: 'none' });
        }, timeoutMs);
        const settle = (result: InvocationResult): void => {
          clearTimeout(timer);
          resolve(result);
        };
        waiting.push({ id, body: JSON.stringify(event), deadline: Date.now() + timeoutMs, settle });
        handOut();
      }),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
