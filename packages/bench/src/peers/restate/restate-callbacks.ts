import { createServer } from 'node:http2';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Callbacks } from '../callbacks.ts';
import { freePorts } from '../free-ports.ts';
import { type RestateInstallation, startRestate } from './restate-server.ts';

/** What is used of Restate's SDK, which is installed on demand and so has no types here. */
interface Sdk {
  service(definition: {
    name: string;
    handlers: Record<string, (context: Context) => Promise<unknown>>;
  }): object;
  createEndpointHandler(options: {
    services: object[];
    logger: () => void;
  }): Parameters<typeof createServer>[1];
}

interface Context {
  awakeable(): { id: string; promise: Promise<unknown> };
  run(name: string, action: () => Promise<void>): Promise<void>;
}

/** An invocation that waits for an awakeable, which is resolved over HTTP as soon as its ID is known. */
export async function restateCallbacks(restate: RestateInstallation, dataDir: string): Promise<Callbacks> {
  const { installation } = restate;
  const server = await startRestate(restate, dataDir);
  const resolveOutside = (id: string) =>
    post(`${server.ingress}/restate/awakeables/${id}/resolve`, { answered: true });
  const { service, createEndpointHandler } = await sdkOf(installation);
  const waiting = service({
    name: 'bench',
    handlers: {
      async wait(context) {
        const { id, promise } = context.awakeable();
        // Once, however often the handler is replayed: as our request is sent once. A server that is gone fails the invocation itself.
        await context.run('ask', async () => void resolveOutside(id).catch(() => {}));
        return promise;
      },
    },
  });
  const [port = 0] = await freePorts(1);
  const endpoint = createServer({}, createEndpointHandler({ services: [waiting], logger: () => {} }));
  endpoint.listen(port, '127.0.0.1');
  const close = async () => {
    await server.stop();
    endpoint.close();
  };
  try {
    await server.register(`http://127.0.0.1:${port}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { openAndAnswer: () => post(`${server.ingress}/bench/wait`), close };
}

async function sdkOf(installation: string): Promise<Sdk> {
  const require = createRequire(join(installation, 'package.json'));
  return import(pathToFileURL(require.resolve('@restatedev/restate-sdk')).href);
}

async function post(url: string, body?: object): Promise<void> {
  const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(url, { method: 'POST', ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`restate-server answered ${answer.status}: ${text}`);
}
