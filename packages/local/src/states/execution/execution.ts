import type { Failure } from '../errors/failure.ts';
import type { Json } from '../json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export type Variables = Readonly<Record<string, Json>>;

/**
 * One execution, as plain data: everything that is needed to go on after a restart, except its history.
 * Times are milliseconds since the epoch.
 */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  /** An execution of an Express machine: it is not kept, and has no history to be asked for. */
  readonly express?: true;
  readonly machineArn: string;
  /** Which text of the machine's definition it runs: an update does not touch running executions. */
  readonly revision: string;
  readonly roleArn: string;
  /** Where it was started through a version or an alias. */
  readonly versionArn?: string;
  readonly aliasArn?: string;
  /** JSON, as StartExecution got it. */
  readonly input: string;
  readonly startedAt: number;
  /** The attempt of another execution's task that started it. */
  readonly startedBy?: string;
  /** When the machine's TimeoutSeconds is over. */
  readonly deadline?: number;
  status: ExecutionStatus;
  stoppedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  lastEventId: number;
  lastFrameId: number;
  /** Attempts of tasks so far, over the whole execution: numbers the attempts, and with them the tokens. */
  attempts: number;
  /** Open frames by id: a tree through `parent`, whose leaves are the states that run or wait. */
  frames: Record<number, Frame>;
  /** Of one that has failed, was stopped or has timed out: the frames that a redrive goes on with. */
  stopped?: readonly Frame[];
  readonly redrive?: Redrive;
}

/** The redrives of an execution. */
export interface Redrive {
  readonly count: number;
  /** When the last one was asked for; undefined for the iterations of a Map run that are Express executions. */
  readonly at?: number;
  /** The requests that a repeated one is recognised by, the latest last. */
  readonly requests?: readonly RedriveRequest[];
}

export interface RedriveRequest {
  readonly clientToken: string;
  readonly at: number;
}

/** One sequence under way: which state it is in, and what for. */
export interface Frame {
  readonly id: number;
  readonly parent?: number;
  /** Index of the branch or of the item. */
  readonly index: number;
  readonly sequence: number;
  /** Map only: what `$$.Map.Item` shows. */
  readonly item?: Json;
  /** Inside a distributed Map: the execution of its own that the iteration is. Its events are reported, and not kept. */
  readonly child?: ChildExecution;
  /** Of the outermost frame of such an iteration. */
  lastOwnEventId?: number;
  state: string;
  /** The state's input, before InputPath. */
  input: Json;
  variables: Variables;
  /** The event that the next one of this sequence follows. */
  lastEventId: number;
  enteredAt: number;
  enteredEventId: number;
  /** The event that the entering followed. */
  enteredAfterEventId: number;
  retryCount: number;
  /** Uses of each Retrier of the state in this visit. */
  retries: number[];
  phase: Phase;
}

/** An iteration of a distributed Map, as its context object shows it. */
export interface ChildExecution {
  readonly arn: string;
  readonly name: string;
  readonly startedAt: number;
  readonly input: Json;
  readonly redrive?: Redrive;
}

/** What a frame does next, or waits for. */
export type Phase =
  | { readonly kind: 'entering' }
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'retrying'; readonly until: number }
  /** What the state does is to begin: it has just been entered, or a redrive begins it again. */
  | { readonly kind: 'entered' }
  /** The failure of its task is recorded, and takes effect with the next step. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | TaskPhase
  | FanOutPhase;

/** One attempt of a task: one token. */
export interface TaskPhase {
  readonly kind: 'task';
  readonly attempt: number;
  /** Empty where there is no token to be sent. */
  readonly token: string;
  /** null once they are submitted: thousands of tasks may wait for their tokens, and nothing asks again. */
  parameters: Json;
  readonly deadline?: number;
  readonly heartbeatMs?: number;
  heartbeatBy?: number;
  /** scheduled, then called; submitted once the service answered and only the token is waited for. */
  step: 'scheduled' | 'called' | 'submitted';
  /** The execution that the attempt has started, and waits for. */
  waitsFor?: string;
  /** How the attempt ended; it is taken up by the next step. */
  outcome?: TaskOutcome;
}

export type TaskOutcome =
  | { readonly ok: true; readonly output: Json }
  | { readonly ok: false; readonly failure: Failure; readonly timedOut?: true };

/** A Parallel or Map state whose branches or iterations are under way. */
export interface FanOutPhase {
  readonly kind: 'fan-out';
  /** What is still to be started (Map with MaxConcurrency). */
  readonly waiting: { readonly index: number; readonly input: Json; readonly item: Json }[];
  readonly results: Json[];
  open: number;
  /** How many may be open at once. */
  readonly most: number;
  /** The event that a redrive goes on from. */
  readonly startedEventId?: number;
  /** A distributed Map's run. */
  readonly mapRun?: MapRun;
}

export interface MapRun {
  readonly arn: string;
  /** How many iterations may fail. */
  readonly tolerated: number;
  /** Those that have. */
  readonly failed: number[];
  /** The frames of those that have, for a redrive. */
  readonly stopped?: Frame[];
  /** The frames of each iteration that is to be redriven and not yet is. */
  readonly pending?: (readonly Frame[])[];
  readonly redriveCount?: number;
}

/** Whether more iterations have failed than may. */
export const isFailed = ({ failed, tolerated }: MapRun): boolean => failed.length > tolerated;

/** An execution as it was when it began: it may be over by the time it is saved first. */
export const asStarted = (execution: Execution): Execution => {
  const { stoppedAt, output, error, cause, stopped, ...begun } = execution;
  return { ...begun, status: 'RUNNING' };
};
