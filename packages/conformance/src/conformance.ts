import { allCases } from './cases/all-cases.ts';
import { usualPatience } from './patience.ts';
import type { Payloads } from './payloads.ts';
import { type CaseReport, play } from './play.ts';
import { openStage } from './stage/open-stage.ts';

export interface ConformanceRun {
  readonly reports: readonly CaseReport[];
  /** The last lines that the worker wrote, for whoever looks into a failure. */
  readonly lastLines: string;
}

/**
 * Plays the contract to the worker that `command` starts, on a local runtime of its own.
 * @throws Error when the command can't be started.
 */
export async function conformance(
  command: readonly string[],
  payloads: Payloads,
  tell: (report: CaseReport) => void = () => {},
): Promise<ConformanceRun> {
  const { stage, close } = await openStage(command, payloads, usualPatience);
  try {
    const reports = await play(allCases, stage, tell);
    return { reports, lastLines: stage.worker.lastLines };
  } finally {
    await close();
  }
}
