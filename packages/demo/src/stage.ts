import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { synthesizeUnchecked } from '@callback-relay/infra/unchecked-app';
import { type Local, startLocal } from '@callback-relay/local';
import { createRouteBook, type RouteBook } from './route.ts';

/** The app, synthesized and running on this machine. */
export interface Stage {
  readonly states: SFNClient;
  readonly stateMachineArn: string;
  readonly route: RouteBook;
  close(): Promise<void>;
}

const STATE_MACHINE = 'callback-relay-dev-even-odd';

/** Synthesizes and boots. `progress` hears what goes on, because both take seconds on a cold machine. */
export async function openStage(progress: (line: string) => void): Promise<Stage> {
  const app = mkdtempSync(join(tmpdir(), 'callback-relay-demo-'));
  // However the demo ends, Ctrl-C included.
  process.once('exit', () => rmSync(app, { recursive: true, force: true }));
  progress('Synthesizing three stacks: relay, requester, worker …');
  synthesizeUnchecked(app);
  progress('Booting them on this machine …');
  const local = await startLocal({ app });
  progress(`Everything runs at ${local.endpoint}`);
  return stageOf(local);
}

function stageOf(local: Local): Stage {
  const machine = local.resources.find(({ name }) => name === STATE_MACHINE);
  if (machine?.arn === undefined) throw new Error(`the app has no state machine ${STATE_MACHINE}`);
  const route = createRouteBook();
  local.onLog((entry) => route.note(entry, local.now()));
  const states = new SFNClient(local.clientConfig);
  return {
    states,
    stateMachineArn: machine.arn,
    route,
    async close() {
      states.destroy();
      await local.stop();
    },
  };
}
