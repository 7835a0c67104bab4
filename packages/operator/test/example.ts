import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '@callback-relay/infra/app';
import { type Local, startLocal } from '@callback-relay/local';
import { createStage, listWaits, type Stage, startExecution, type Wait } from '../src/index.ts';

export const machine = 'callback-relay-dev-even-odd';
export const worker = 'callback-relay-dev-even-odd-worker';
export const relay = 'callback-relay-dev-relay';

/** The example's app on this machine, its worker off. */
export interface Example {
  readonly local: Local;
  readonly stage: Stage;
  /** Starts an execution, and resolves with its callback once it waits. */
  asleep(input?: object): Promise<Wait & { readonly executionArn: string }>;
  /** Publishes a result event. */
  publish(event: { source?: string; detailType?: string; detail: object }): Promise<string>;
  stop(): Promise<void>;
}

/** A folder with the synthesized app, for all tests of a file. */
export function synthesizeExample(): { readonly app: string; remove(): void } {
  const app = mkdtempSync(join(tmpdir(), 'callback-relay-operator-'));
  synthesize({ outdir: app });
  return { app, remove: () => rmSync(app, { recursive: true, force: true }) };
}

export async function startExample(app: string): Promise<Example> {
  const local = await startLocal({ app });
  const stage = createStage({ stage: 'dev', ...local.clientConfig, now: local.now });
  await local.setMappingEnabled(worker, false);
  return {
    local,
    stage,
    async asleep(input = { number: 12 }) {
      const { executionArn } = await startExecution(stage, {
        stateMachine: machine,
        input: JSON.stringify(input),
      });
      const wait = await eventually(
        async () => (await listWaits(stage, { execution: executionArn })).waits[0],
      );
      return { ...wait, executionArn };
    },
    publish: ({ source = 'even-odd', detailType = 'Callback Succeeded', detail }) =>
      local.publish({ source, detailType, detail: { version: '1.0', ...detail } }),
    stop: () => local.stop(),
  };
}

/** Asks until there is an answer; a test's own time limit ends it. */
export async function eventually<Value>(ask: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
