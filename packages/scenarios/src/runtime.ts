import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEntry } from '@callback-relay/local';
import { type Clients, createClients, destroyClients } from './world/clients.ts';
import { type Deployment, findDeployment } from './world/deployment.ts';
import { type AdvanceClock, manualClockOf } from './world/manual-clock.ts';

/** Where the scenarios run: clients, and the app that they found there. */
export interface Runtime {
  readonly clients: Clients;
  readonly app: Deployment;
  /** Only where the endpoint's time can be driven. */
  readonly advance?: AdvanceClock | undefined;
  close(): Promise<void>;
}

/** The endpoint that the environment names; where it names none, a local runtime, which is booted for it. */
export async function openRuntime(
  environment: NodeJS.ProcessEnv,
  stage: string,
  progress: (line: string) => void,
): Promise<Runtime> {
  const { AWS_ENDPOINT_URL: endpoint, AWS_PROFILE: profile } = environment;
  if (endpoint === undefined && profile === undefined) return openLocalRuntime(progress);
  progress(`Looking for the app of stage ${stage} at ${endpoint ?? `AWS, profile ${profile}`} …`);
  const clients = createClients();
  const app = await findDeployment(clients, stage);
  return { clients, app, advance: await manualClockOf(endpoint), close: async () => destroyClients(clients) };
}

/** The app of stage dev, synthesized and booted on this machine. */
async function openLocalRuntime(progress: (line: string) => void): Promise<Runtime> {
  // Loaded only here: CDK takes a second, and a run against an endpoint needs none of it.
  const { synthesize } = await import('@callback-relay/infra/app');
  const outdir = mkdtempSync(join(tmpdir(), 'callback-relay-e2e-'));
  // However the run ends, Ctrl-C included.
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  progress('Synthesizing …');
  synthesize({ outdir });
  progress('Booting …');
  const runtime = await bootRuntime(outdir);
  progress(`Everything runs at ${runtime.endpoint}`);
  return runtime;
}

/** A synthesized app of stage dev, booted on this machine. `onLog` hears everything that happens in it. */
export async function bootRuntime(
  assembly: string,
  onLog: (entry: LogEntry) => void = () => {},
): Promise<Runtime & { readonly endpoint: string }> {
  const { startLocal } = await import('@callback-relay/local');
  const local = await startLocal({ app: assembly });
  local.onLog(onLog);
  // Over the wire, as at every other endpoint.
  const { requestHandler: _inProcess, ...overHttp } = local.clientConfig;
  const clients = createClients(overHttp);
  return {
    endpoint: local.endpoint,
    clients,
    app: await findDeployment(clients, 'dev'),
    advance: await manualClockOf(local.endpoint),
    async close() {
      destroyClients(clients);
      await local.stop();
    },
  };
}
