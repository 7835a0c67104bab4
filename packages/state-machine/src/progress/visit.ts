/** How a visit of a state stands; `caught`: it failed, and the execution went on along a Catch. */
export type VisitStatus = 'running' | 'succeeded' | 'caught' | 'failed' | 'aborted';

/** One time that an execution was in a state; a retry belongs to the visit, a loop makes another. */
export interface Visit {
  readonly name: string;
  /** `Task`, `Map` and so on. */
  readonly type: string;
  /** The visit of the Map or Parallel state around it. */
  readonly parent: Visit | undefined;
  /** Which attempt of the state around it this is in. */
  readonly inAttempt: number;
  readonly enteredAt: number | undefined;
  readonly input: string | undefined;
  status: VisitStatus;
  exitedAt: number | undefined;
  output: string | undefined;
  /** What `Assign` set when the state was left: JSON by name. */
  variables: Readonly<Record<string, string>> | undefined;
  /** How often its work was begun: 1, its retries and its redrives. */
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

export const noIterations: Readonly<Iterations> = {
  ...{ total: 0, started: 0 },
  ...{ succeeded: 0, failed: 0, aborted: 0 },
};

export function attemptsOf(visit: Visit | undefined): number {
  return visit?.attempts ?? 0;
}

export function newVisit(entered: Pick<Visit, 'name' | 'type' | 'parent' | 'enteredAt' | 'input'>): Visit {
  return {
    ...entered,
    inAttempt: attemptsOf(entered.parent),
    status: 'running',
    exitedAt: undefined,
    output: undefined,
    variables: undefined,
    attempts: 0,
    error: undefined,
    cause: undefined,
    iterations: { ...noIterations },
  };
}
