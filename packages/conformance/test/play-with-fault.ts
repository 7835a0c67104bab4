import type { ConformanceCase } from '../src/conformance-case.ts';
import { defaultPayloads } from '../src/payloads.ts';
import { play } from '../src/play.ts';
import { openStage } from '../src/stage/open-stage.ts';

/** Enough for a worker on this machine to answer, and short enough to wait for one that never does. */
const patience = { answerSeconds: 15, exitSeconds: 3 };

/** Plays cases to the plain worker, which has this fault; answers what came, by the name of each case that failed. */
export async function playWithFault(
  fault: string,
  cases: readonly ConformanceCase[],
): Promise<Readonly<Record<string, string>>> {
  const command = [process.execPath, new URL('plain-worker.ts', import.meta.url).pathname];
  const { stage, close } = await openStage(command, defaultPayloads, patience, { FAULT: fault });
  try {
    const reports = await play(cases, stage, () => {});
    return Object.fromEntries(
      reports.flatMap(({ case: name, came }) => (came === undefined ? [] : [[name, came]])),
    );
  } finally {
    await close();
  }
}
