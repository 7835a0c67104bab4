import type { Clock } from '../../foundation/clock.ts';
import { compileProgram, type Program } from '../asl/program.ts';
import { readExactMachine } from '../asl/state.ts';
import type { Execution } from '../execution/execution.ts';
import type { EngineContext, Run } from '../run/run.ts';
import type { StatesStore } from '../store/states-store.ts';
import type { ActivityQueue } from './activity-queue.ts';
import type { CallPorts } from './calls.ts';
import type { RunningExecution } from './running-execution.ts';

export interface EnginePorts extends CallPorts {
  readonly clock: Clock;
  readonly store: StatesStore;
  readonly context: EngineContext;
  readonly activities: ActivityQueue;
  /** After each save, with what it added; `begun` is true for the first of an execution, and of each redrive. */
  readonly saved: (run: Pick<Run, 'execution' | 'events' | 'iterationEvents'>, begun: boolean) => void;
  /** Counts the steps of executions as activity: they may take several turns of the event loop. */
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Whether an execution must end at its next state: its machine is being deleted. */
  readonly mustEnd: (execution: Execution) => boolean;
}

/** What the parts of the engine share. */
export interface EngineState {
  readonly ports: EnginePorts;
  readonly executions: Map<string, RunningExecution>;
  readonly programs: Map<string, Program>;
  /** Called with its ARN once an execution has ended. */
  readonly waiting: Map<string, ((execution: Execution) => void)[]>;
  stopped: boolean;
}

/** The program that a revision names, compiled once. */
export const programOf = ({ ports, programs }: EngineState, revision: string): Program => {
  let program = programs.get(revision);
  if (!program) {
    program = compileProgram(readExactMachine(ports.store.definition(revision) ?? ''));
    programs.set(revision, program);
  }
  return program;
};
