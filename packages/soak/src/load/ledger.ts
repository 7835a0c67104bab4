import type { Job } from '../app/work.ts';

/** An execution whose start was acknowledged. */
export interface StartedExecution {
  readonly executionArn: string;
  readonly job: Job;
}

/** What the runtime has acknowledged: it must answer for all of it. */
export interface Ledger {
  /** Calls that change something, an entry of a batch being one. */
  acknowledged(): number;
  readonly executions: readonly StartedExecution[];
  /** Whether a result for the job was acknowledged. */
  hasResult(job: string): boolean;
  started(execution: StartedExecution): void;
  resultTaken(job: string): void;
  messageDeleted(): void;
}

export function createLedger(): Ledger {
  const executions: StartedExecution[] = [];
  const results = new Set<string>();
  let calls = 0;
  return {
    acknowledged: () => calls,
    executions,
    hasResult: (job) => results.has(job),
    started(execution) {
      calls += 1;
      executions.push(execution);
    },
    resultTaken(job) {
      calls += 1;
      results.add(job);
    },
    messageDeleted() {
      calls += 1;
    },
  };
}
