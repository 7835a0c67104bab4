import { allRequirements } from './cases/all-requirements.ts';
import { checkRequirements, type RequirementReport } from './check-requirements.ts';
import type { Payloads } from './payloads.ts';
import { openStage } from './stage/open-stage.ts';
import { usualTimeouts } from './timeouts.ts';
import type { WorkerCommand } from './worker-command.ts';

export interface ConformanceRun {
  readonly reports: readonly RequirementReport[];
  /** The last lines that the worker wrote, for those who look into a failure. */
  readonly lastLines: string;
}

export interface ConformanceOptions {
  readonly worker: WorkerCommand;
  readonly payloads: Payloads;
  /** IDs, or beginnings of IDs. Default: all. */
  readonly only?: readonly string[];
  readonly onReport?: (report: RequirementReport) => void;
}

/**
 * Checks a worker against the contract, on a local runtime of its own.
 * @throws Error when the command can't be started, or no requirement is of the IDs given.
 */
export async function conformance(options: ConformanceOptions): Promise<ConformanceRun> {
  const { worker, payloads, only, onReport = () => {} } = options;
  const requirements = chosen(only);
  const { stage, close } = await openStage(worker, payloads, usualTimeouts);
  try {
    const reports = await checkRequirements(requirements, stage, onReport);
    return { reports, lastLines: stage.worker.lastLines };
  } finally {
    await close();
  }
}

function chosen(only: readonly string[] | undefined) {
  if (only === undefined) return allRequirements;
  const unknown = only.find((wanted) => !allRequirements.some(({ id }) => id.startsWith(wanted)));
  if (unknown !== undefined) {
    throw new Error(`no requirement has the ID ${unknown}; --list shows them all`);
  }
  return allRequirements.filter(({ id }) => only.some((wanted) => id.startsWith(wanted)));
}
