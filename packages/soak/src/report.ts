/** What a run did, and what it found. */
export interface SoakReport {
  readonly seed: number;
  /** Of faults, without the time after them in which all comes to rest. */
  readonly minutes: number;
  /** Which disk was filled, or why none was. */
  readonly disk: string;
  readonly kills: number;
  readonly killsWhileStarting: number;
  readonly stops: number;
  readonly diskFills: number;
  readonly clockMoves: number;
  /** Times that the runtime was started. */
  readonly starts: number;
  /** Calls that changed something and were answered with success. */
  readonly acknowledged: number;
  readonly executions: number;
  readonly lost: number;
  readonly wrong: number;
  readonly hung: number;
  /** Executions that ended without success: no fault of these may do that. */
  readonly failed: number;
  readonly endedByItself: number;
  /** Until expressions without an end, all at once, have failed their executions. Milliseconds. */
  readonly queriesEndedMs: number;
  /** The longest time that the health check took meanwhile. Milliseconds. */
  readonly healthMs: number;
  /** From Ctrl-C, while nothing runs, to the end of the process. Milliseconds. */
  readonly idleStopMs: number;
  /** From Ctrl-C, while it is at work, to the end of the process. Milliseconds. */
  readonly stopMs: number;
}

export function isClean({ lost, wrong, hung, failed, endedByItself }: SoakReport): boolean {
  return lost + wrong + hung + failed + endedByItself === 0;
}

/** For people. */
export function textOf(report: SoakReport): string {
  const { kills, killsWhileStarting, stops, diskFills, clockMoves } = report;
  return `seed ${report.seed}, ${report.minutes} min of faults
disk: ${report.disk}

  ${kills} kills, ${killsWhileStarting} of them while it started; ${report.starts} starts
  ${stops} stops, ${diskFills} times a full disk, ${clockMoves} moves of its clock
  ${report.acknowledged} calls acknowledged, of ${report.executions} executions

  lost            ${report.lost}
  wrong           ${report.wrong}
  hung            ${report.hung}
  failed          ${report.failed}
  ended by itself ${report.endedByItself}

  ${report.queriesEndedMs} ms until expressions without an end have failed; ${report.healthMs} ms at most for a health check meanwhile
  ${report.idleStopMs} ms from Ctrl-C, idle, to its end
  ${report.stopMs} ms from Ctrl-C, at work, to its end
`;
}
