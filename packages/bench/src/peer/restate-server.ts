import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';

export interface RestateServer {
  /** Where clients call services, and resolve awakeables. */
  readonly ingress: string;
  /** Makes known the services of an endpoint. */
  register(uri: string): Promise<void>;
  stop(): Promise<void>;
}

const UP_WITHIN_MS = 30_000;

/** The server on this machine, its log on disk, as it is by default but for its ports. */
export async function startRestate(installation: string, dataDir: string): Promise<RestateServer> {
  const [ingress, admin, node] = await freePorts(3);
  const server = spawn(binaryOf(installation), ['--base-dir', dataDir, '--node-name', 'bench'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
      RESTATE_DISABLE_TELEMETRY: 'true',
    },
  });
  const adminUrl = `http://127.0.0.1:${admin}`;
  const stop = () => stopped(server);
  try {
    await up(server, [`${adminUrl}/health`, `http://127.0.0.1:${ingress}/restate/health`]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ingress: `http://127.0.0.1:${ingress}`,
    async register(uri) {
      const answer = await fetch(`${adminUrl}/deployments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uri }),
      });
      if (!answer.ok) throw new Error(`restate-server took no deployment: ${await answer.text()}`);
    },
    stop,
  };
}

function binaryOf(installation: string): string {
  const name = `@restatedev/restate-server-${platform()}-${arch()}`;
  const require = createRequire(join(installation, 'node_modules/@restatedev/restate-server/package.json'));
  try {
    return require.resolve(`${name}/bin/restate-server`);
  } catch (error) {
    throw new Error(`there is no restate-server for ${platform()} on ${arch()}`, { cause: error });
  }
}

async function up(server: ChildProcess, urls: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + UP_WITHIN_MS;
  for (const url of urls) {
    while (!(await isHealthy(url))) {
      if (server.exitCode !== null) throw new Error(`restate-server ended with ${server.exitCode}`);
      if (performance.now() > giveUpAt)
        throw new Error(`restate-server was not up within ${UP_WITHIN_MS} ms`);
      await setTimeout(100);
    }
  }
}

function isHealthy(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill();
  await exit;
}
