import { linkOf, type Requirement } from './requirement.ts';
import type { Stage } from './stage/stage.ts';

export interface RequirementReport {
  readonly id: string;
  readonly name: string;
  /** Where the contract asks for it. */
  readonly link: string;
  /** `skipped`: a requirement that it needs is broken, so nothing can be said of it. */
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly expected: string;
  /** What came instead, or the requirement that is broken; left out where it passed. */
  readonly came?: string;
  readonly seconds: number;
}

/**
 * Checks the requirements one after the other, because they share the worker and its queue. What needs a broken one is
 * skipped, so that one mistake is one failure; `onReport` is given each as it ends.
 */
export async function checkRequirements(
  requirements: readonly Requirement[],
  stage: Stage,
  onReport: (report: RequirementReport) => void,
): Promise<readonly RequirementReport[]> {
  const reports = new Map<string, RequirementReport>();
  for (const requirement of requirements) {
    const broken = requirement.needs
      .map((id) => reports.get(id))
      .find((one) => one && one.status !== 'passed');
    const report = broken === undefined ? await check(requirement, stage) : skipped(requirement, broken);
    reports.set(requirement.id, report);
    onReport(report);
  }
  return [...reports.values()];
}

async function check(requirement: Requirement, stage: Stage): Promise<RequirementReport> {
  if (!stage.worker.running) await stage.worker.start();
  const begun = performance.now();
  const came = withEnding(await requirement.check(stage), stage);
  const seconds = Number(((performance.now() - begun) / 1_000).toFixed(1));
  // What a failed check has left behind is not the next one's.
  if (came !== undefined) await Promise.all([stage.requests.empty(), stage.cancellations.empty()]);
  await stage.deadLetters.empty();
  return {
    ...head(requirement),
    status: came === undefined ? 'passed' : 'failed',
    ...(came !== undefined && { came }),
    seconds,
  };
}

function skipped(requirement: Requirement, broken: RequirementReport): RequirementReport {
  // The first cause, and not the last of a chain.
  const cause =
    broken.status === 'skipped' ? (broken.came ?? broken.id) : `needs ${broken.id} ${broken.name}`;
  return { ...head(requirement), status: 'skipped', came: cause, seconds: 0 };
}

function head(requirement: Requirement) {
  const { id, name, expected } = requirement;
  return { id, name, link: linkOf(requirement), expected };
}

/** A worker that has ended explains the rest. */
function withEnding(came: string | undefined, { worker }: Stage): string | undefined {
  return came === undefined || worker.running ? came : `${came}; the worker ended ${worker.ending}`;
}
