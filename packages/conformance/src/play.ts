import type { ConformanceCase } from './conformance-case.ts';
import type { Stage } from './stage/stage.ts';

export interface CaseReport {
  readonly case: string;
  readonly ok: boolean;
  readonly expected: string;
  /** What came instead; left out where it is what was expected. */
  readonly came?: string;
  readonly seconds: number;
}

/** Plays the cases one after the other, for they share the worker and its queue; `tell` hears of each as it ends. */
export async function play(
  cases: readonly ConformanceCase[],
  stage: Stage,
  tell: (report: CaseReport) => void,
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const { name, expected, play } of cases) {
    if (!stage.worker.running) await stage.worker.start();
    const begun = performance.now();
    const came = withEnding(await play(stage), stage);
    const seconds = Number(((performance.now() - begun) / 1_000).toFixed(1));
    const report = {
      case: name,
      ok: came === undefined,
      expected,
      ...(came !== undefined && { came }),
      seconds,
    };
    reports.push(report);
    tell(report);
    // What a failed case has left behind is not the next one's.
    if (!report.ok) await Promise.all([stage.requests.purge(), stage.cancellations.purge()]);
    await stage.deadLetters.purge();
  }
  return reports;
}

/** A worker that has ended explains the rest. */
function withEnding(came: string | undefined, { worker }: Stage): string | undefined {
  return came === undefined || worker.running ? came : `${came}; the worker ended ${worker.ending}`;
}
