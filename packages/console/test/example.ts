import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '@callback-relay/infra/app';
import { type Local, startLocal } from '@callback-relay/local';
import { createStage, listWaits, type Stage, startExecution } from '@callback-relay/operator';
import { createConsole } from '../src/server/index.ts';

export const machine = 'callback-relay-dev-even-odd';
export const worker = 'callback-relay-dev-even-odd-worker';

/** The example's app with the page at `/`, as `pnpm dev` has it. */
export interface Example {
  readonly local: Local;
  readonly stage: Stage;
  /** Starts an execution whose worker is off, and resolves with its callback once it waits. */
  asleep(input?: string): Promise<{ id: string; executionArn: string }>;
  stop(): Promise<void>;
}

/** A folder with the synthesized app, for all tests of a file. */
export function synthesizeExample(): { readonly app: string; remove(): void } {
  const app = mkdtempSync(join(tmpdir(), 'callback-relay-console-'));
  synthesize({ outdir: app });
  return { app, remove: () => rmSync(app, { recursive: true, force: true }) };
}

export async function startExample(
  app: string,
  options: { port?: number; dataDir?: string } = {},
): Promise<Example> {
  let page: ReturnType<typeof createConsole> | undefined;
  const local = await startLocal({
    app,
    ...options,
    requests: (request, response) => page?.handle(request, response) ?? false,
  });
  const stage = createStage({ stage: 'dev', ...local.clientConfig, now: local.now });
  page = createConsole({ stage, local: true });
  await local.setMappingEnabled(worker, false);
  return {
    local,
    stage,
    async asleep(input = '{"number":12}') {
      const { executionArn } = await startExecution(stage, { stateMachine: machine, input });
      for (;;) {
        const { waits } = await listWaits(stage, { execution: executionArn });
        const [wait] = waits;
        if (wait !== undefined) return { id: wait.correlationId, executionArn };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      page?.stop();
      await local.stop();
    },
  };
}
