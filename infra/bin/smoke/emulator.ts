import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Emulator {
  /** What a client's or the CDK CLI's environment needs. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const STARTS_WITHIN_MS = 30_000;

/** Starts MiniStack, empty, on a free port of 127.0.0.1. */
export async function startEmulator(program: string): Promise<Emulator> {
  const port = await freePort();
  // It leaves the code of its functions behind.
  const temporary = mkdtempSync(join(tmpdir(), 'callback-relay-ministack-'));
  const child = spawn(program, [], {
    stdio: 'ignore',
    env: {
      ...process.env,
      // It runs functions with the first `node` that it finds.
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      TMPDIR: temporary,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      // Services that would listen on ports of their own, on every interface.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    }
    rmSync(temporary, { recursive: true, force: true });
  };
  try {
    await answers(endpoint);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: environment(endpoint), stop };
}

function environment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

async function answers(endpoint: string): Promise<void> {
  const givenUp = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < givenUp) {
    const answered = await fetch(`${endpoint}/_ministack/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await wait(100);
  }
  throw new Error(`MiniStack does not answer at ${endpoint} within ${STARTS_WITHIN_MS} ms`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
