import { setTimeout } from 'node:timers/promises';
import { createClients } from '../load/clients.ts';
import type { Ledger } from '../load/ledger.ts';
import { moveClock } from '../runtime/clock.ts';
import type { Supervisor } from '../runtime/supervisor.ts';
import type { Finding } from './account.ts';
import { accountFor } from './account-for.ts';

/** Messages that were in flight when the process was killed come again when their visibility timeout is over. */
const STEP_MS = 5 * 60_000;
/** What has not ended by then hangs: it is far more than any visibility timeout, and less than the tasks' timeout. */
const MOST_STEPS = 72;
const PAUSE_MS = 300;
/** Problems that are reported one by one. */
const MOST_REPORTED = 10;

export type Findings = Readonly<Record<Exclude<Finding, 'right'>, number>>;

/**
 * Lets everything end that is going to, moving the clock on; then kills the process a last time, and takes account of
 * every execution from what was on the disk.
 */
export async function comeToRest(
  supervisor: Supervisor,
  ledger: Ledger,
  progress: (line: string) => void,
): Promise<Findings> {
  const clients = createClients(supervisor.endpoint);
  try {
    const running = new Set(ledger.executions);
    for (let step = 0; step < MOST_STEPS && running.size > 0; step += 1) {
      await supervisor.up();
      for (const { execution, fate } of await accountFor(clients, [...running], ledger))
        if (fate.status !== 'RUNNING') running.delete(execution);
      if (step % 6 === 0) progress(`${running.size} executions have not ended`);
      if (running.size > 0) await moveClock(supervisor.endpoint, STEP_MS);
      await setTimeout(PAUSE_MS);
    }
    await supervisor.kill();
    await supervisor.up();
    const accounts = await accountFor(clients, ledger.executions, ledger);
    const bad = accounts.filter(({ finding }) => finding !== 'right');
    for (const { execution, fate, finding } of bad.slice(0, MOST_REPORTED))
      progress(`${finding}: ${execution.job.job} ${JSON.stringify(fate)}`);
    const count = (wanted: Finding) => bad.filter(({ finding }) => finding === wanted).length;
    return { lost: count('lost'), wrong: count('wrong'), hung: count('hung'), failed: count('failed') };
  } finally {
    clients.destroy();
  }
}
