import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperatorError, type Stage } from '@callback-relay/operator';
import { createConsole } from './create-console.ts';

export interface RunningConsole {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the page on 127.0.0.1, with the credentials of the user who started it. @throws OperatorError where the port is taken */
export async function startConsole(
  stage: Stage,
  { port = 0 }: { readonly port?: number } = {},
): Promise<RunningConsole> {
  const page = createConsole({ stage, local: false });
  const server = createServer((request, response) => {
    if (!page.handle(request, response)) response.writeHead(404).end();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(
      'invalid-input',
      error.code === 'EADDRINUSE'
        ? `Port ${port} of 127.0.0.1 is in use: choose another with --port, or leave it out.`
        : `The page cannot be served: ${error.message}`,
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      page.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
