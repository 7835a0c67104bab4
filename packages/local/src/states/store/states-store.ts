import type { Execution, ExecutionStatus, Frame } from '../execution/execution.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { JsonObject } from '../json.ts';

/** A state machine, as it was created or last updated. Times in milliseconds since the epoch. */
export interface MachineRecord {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: 'ACTIVE' | 'DELETING';
  /** Names this text of the definition; executions keep to the one that they started with. */
  readonly revision: string;
  /** Whether UpdateStateMachine made the revision: AWS shows no revisionId before. */
  readonly updated: boolean;
  readonly loggingConfiguration: JsonObject;
  readonly tracingConfiguration: JsonObject;
}

/** Plain data by key, in the order of first putting. `value` must survive JSON. */
export interface Documents<Value> {
  get(key: string): Value | undefined;
  values(): Value[];
  put(key: string, value: Value): void;
  remove(key: string): void;
}

export interface ExecutionQuery {
  readonly machineArn: string;
  /** Only those that were started through this version or alias. */
  readonly qualifiedArn?: string;
  readonly status?: ExecutionStatus;
  /** Only executions that were listed after this one: the `position` of the last one of the page before. */
  readonly before?: number;
  readonly limit: number;
}

export interface EventQuery {
  readonly reverse: boolean;
  /** Only events beyond this id, in the direction asked for. */
  readonly after?: number;
  readonly limit: number;
}

export interface ListedExecution {
  readonly position: number;
  readonly execution: Execution;
}

/**
 * Where machines, executions and histories are kept. Calls are synchronous, each is one transaction;
 * one that throws has changed nothing.
 */
export interface StatesStore {
  /** The key that task tokens are sealed with: made once, and kept with the executions. */
  tokenKey(make: () => Uint8Array): Uint8Array;
  /** Versions, aliases, activities, tags: what is small and seldom changes. Documents of one name are the same. */
  documents<Value>(name: string): Documents<Value>;
  saveMachine(machine: MachineRecord): void;
  machine(arn: string): MachineRecord | undefined;
  /** In the order of their creation. */
  machines(): MachineRecord[];
  /** Removes a machine, its executions and their histories. */
  deleteMachine(arn: string): void;
  /** The definition that a revision names, as long as its machine is there. */
  definition(revision: string): string | undefined;
  /** Saves an execution as it is now, and adds to its history. */
  save(execution: Execution, events: readonly HistoryEvent[]): void;
  /** Its `stopped` may be empty: see {@link stopped}. */
  execution(arn: string): Execution | undefined;
  /** Where an execution that failed, was stopped or has timed out goes on. */
  stopped(arn: string): readonly Frame[];
  running(): Execution[];
  /** Most recent first. */
  executions(query: ExecutionQuery): ListedExecution[];
  events(executionArn: string, query: EventQuery): HistoryEvent[];
  close(): void;
}
