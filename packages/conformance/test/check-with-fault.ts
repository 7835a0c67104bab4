import { checkRequirements } from '../src/check-requirements.ts';
import { defaultPayloads } from '../src/payloads.ts';
import type { Requirement } from '../src/requirement.ts';
import { openStage } from '../src/stage/open-stage.ts';

/** Enough for a worker on this machine to answer, and short enough to wait for one that never does. */
const timeouts = { answerSeconds: 15, exitSeconds: 3 };

/** Checks requirements on the plain worker, which has this fault; gives what came, by the ID of each requirement that failed. */
export async function checkWithFault(
  fault: string,
  cases: readonly Requirement[],
): Promise<Readonly<Record<string, string>>> {
  const command = [process.execPath, new URL('plain-worker.ts', import.meta.url).pathname];
  const { stage, close } = await openStage({ command, host: 'process' }, defaultPayloads, timeouts, {
    FAULT: fault,
  });
  try {
    const reports = await checkRequirements(cases, stage, () => {});
    return Object.fromEntries(reports.flatMap(({ id, came }) => (came === undefined ? [] : [[id, came]])));
  } finally {
    await close();
  }
}
