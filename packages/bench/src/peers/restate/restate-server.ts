import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../free-ports.ts';
import { startPeer } from '../peer-process.ts';
import { checkVersion } from '../peer-version.ts';

export interface RestateServer {
  /** Where clients call services, and resolve awakeables. */
  readonly ingress: string;
  /** Makes known the services of an endpoint. */
  register(uri: string): Promise<void>;
  stop(): Promise<void>;
}

export interface RestateInstallation {
  /** The folder whose `node_modules` has the server. */
  readonly installation: string;
  readonly version: string;
}

const UP_WITHIN_MS = 30_000;

/** The server on this machine, its log on disk, as it is by default but for its ports. */
export async function startRestate(
  { installation, version: wanted }: RestateInstallation,
  dataDir: string,
): Promise<RestateServer> {
  const [ingress, admin, node] = await freePorts(3);
  const adminUrl = `http://127.0.0.1:${admin}`;
  const healthy = [`${adminUrl}/health`, `http://127.0.0.1:${ingress}/restate/health`];
  const server = await startPeer(binaryOf(installation), ['--base-dir', dataDir, '--node-name', 'bench'], {
    env: {
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
      RESTATE_DISABLE_TELEMETRY: 'true',
    },
    isUp: async () => (await Promise.all(healthy.map((url) => fetch(url)))).every(({ ok }) => ok),
    withinMs: UP_WITHIN_MS,
  });
  try {
    checkVersion('restate', wanted, await versionAt(adminUrl));
  } catch (error) {
    await server.stop();
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
    stop: server.stop,
  };
}

async function versionAt(adminUrl: string): Promise<unknown> {
  const answer = (await (await fetch(`${adminUrl}/version`)).json()) as { version?: unknown };
  return answer.version;
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
