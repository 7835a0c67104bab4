/** How a visit of a state stands; `caught`: it failed, and the execution went on along a Catch. */
export type VisitStatus = 'running' | 'succeeded' | 'caught' | 'failed' | 'aborted';

/** One time that an execution was in a state; a retry belongs to the visit, a loop makes another. */
export interface Visit {
  readonly name: string;
  /** The visit of the Map or Parallel state around it. */
  readonly parent: Visit | undefined;
  readonly enteredAt: number | undefined;
  readonly input: string | undefined;
  status: VisitStatus;
  exitedAt: number | undefined;
  output: string | undefined;
  /** What `Assign` set when the state was left: JSON by name. */
  variables: Readonly<Record<string, string>> | undefined;
  /** How often its work was begun: 1 and its retries. */
  attempts: number;
  /** Of the last attempt, where that failed. */
  error: string | undefined;
  cause: string | undefined;
  readonly iterations: Iterations;
}

/** The items of a Map state. */
export interface Iterations {
  total: number;
  started: number;
  succeeded: number;
  failed: number;
  aborted: number;
}

export function newVisit(entered: Pick<Visit, 'name' | 'parent' | 'enteredAt' | 'input'>): Visit {
  return {
    ...entered,
    status: 'running',
    exitedAt: undefined,
    output: undefined,
    variables: undefined,
    attempts: 0,
    error: undefined,
    cause: undefined,
    iterations: { total: 0, started: 0, succeeded: 0, failed: 0, aborted: 0 },
  };
}
