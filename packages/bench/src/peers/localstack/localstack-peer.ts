import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from '../callbacks.ts';
import { findPython } from '../find-python.ts';
import { freePorts } from '../free-ports.ts';
import { startPeer } from '../peer-process.ts';
import { checkVersion } from '../peer-version.ts';
import { installWithPip } from '../python-installation.ts';
import { directCallbacks } from './direct-callbacks.ts';

const VERSION = '4.14.0';
const PACKAGE = `localstack-core[runtime]==${VERSION}`;
/** What it asks for without saying which version: newer ones took away what it uses. */
const OLDER = [
  'cbor2==5.7.1',
  'cryptography==44.0.3',
  'joserfc<1.3',
  'pyOpenSSL==25.0.0',
  'service_identity',
];
/** What it calls came with Python 3.13 (`warnings.deprecated`). */
const LEAST_MINOR = 13;
const UP_WITHIN_MS = 120_000;

/** Step Functions and SQS of LocalStack on this machine without Docker. */
export const localstack: Peer = {
  name: 'localstack',
  says: `the classic path on LocalStack (${PACKAGE}), without Docker`,
  async start(dataDir, progress) {
    const bin = await installWithPip(
      'localstack',
      [PACKAGE, ...OLDER],
      progress,
      await findPython(LEAST_MINOR),
    );
    mkdirSync(dataDir, { recursive: true });
    const [port = 0] = await freePorts(1);
    const endpoint = `http://127.0.0.1:${port}`;
    const server = await startPeer(join(bin, 'python'), ['-m', 'localstack.runtime.main'], {
      env: {
        // The usual one listens on every address, whatever its settings.
        GATEWAY_SERVER: 'hypercorn',
        GATEWAY_LISTEN: `127.0.0.1:${port}`,
        LOCALSTACK_HOST: `127.0.0.1:${port}`,
        SERVICES: 'stepfunctions,sqs,sts,iam',
        // It asks for nothing outside: no telemetry, no look for a newer version, no name server.
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
        DNS_ADDRESS: '0',
        EAGER_SERVICE_LOADING: '1',
        TMPDIR: dataDir,
      },
      isUp: async () => (await fetch(`${endpoint}/_localstack/health`)).ok,
      withinMs: UP_WITHIN_MS,
    });
    try {
      checkVersion('localstack', VERSION, await versionAt(endpoint));
      const callbacks = await directCallbacks(endpoint);
      return {
        openAndAnswer: callbacks.openAndAnswer,
        async close() {
          await callbacks.close();
          await server.stop();
        },
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  },
};

async function versionAt(endpoint: string): Promise<unknown> {
  const health = (await (await fetch(`${endpoint}/_localstack/health`)).json()) as { version?: unknown };
  return health.version;
}
