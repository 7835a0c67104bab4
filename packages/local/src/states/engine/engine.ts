import type { Execution } from '../execution/execution.ts';
import { advance, type Input, resume } from './advance.ts';
import { readyFrames } from './due.ts';
import { type EnginePorts, type EngineState, programOf } from './engine-state.ts';
import { enqueue, runningExecution } from './running-execution.ts';

export interface Engine {
  /** Starts an execution; resolves once it is saved. */
  begin(execution: Execution, input: Input): Promise<void>;
  /** An execution from the moment it begins, before it is saved first, until it is over. */
  running(arn: string): Execution | undefined;
  /** Resolves once the execution has ended; it must not have begun yet, or still run. */
  ended(arn: string): Promise<Execution>;
  /** Does something to a running execution and saves it; false if it is not running. */
  send(arn: string, input: Input): Promise<boolean>;
  /** Takes up executions that the store holds as running. */
  restore(kept: readonly Execution[]): void;
  /** Ends all activity, and waits for the inputs that are being worked on. */
  stop(): Promise<void>;
}

/**
 * Runs executions: each is plain data, and takes one input after the other: from a caller, from a service's answer
 * or from the clock. An input takes every step that can be taken, and is saved as one. What waits is data and a
 * timer: nothing polls, and no stack is held.
 */
export const createEngine = (ports: EnginePorts): Engine => {
  const engine: EngineState = {
    ports,
    executions: new Map(),
    programs: new Map(),
    waiting: new Map(),
    stopped: false,
  };
  const { executions } = engine;

  return {
    begin(execution, input) {
      const running = runningExecution(execution, programOf(engine, execution.revision), new Set());
      executions.set(execution.arn, running);
      return enqueue(running, () => advance(engine, running, input, true));
    },
    running: (arn) => executions.get(arn)?.execution,
    ended: (arn) =>
      new Promise((resolve) => {
        engine.waiting.set(arn, [...(engine.waiting.get(arn) ?? []), resolve]);
      }),
    async send(arn, input) {
      const running = executions.get(arn);
      if (!running) return false;
      return enqueue(running, async () => {
        if (running.execution.status !== 'RUNNING') return false;
        await advance(engine, running, input, false);
        return true;
      });
    },
    restore(kept) {
      const restored = kept.map((execution) =>
        runningExecution(execution, programOf(engine, execution.revision), readyFrames(execution)),
      );
      for (const running of restored) executions.set(running.execution.arn, running);
      // Only once all are there: one may wait for the end of another.
      for (const running of restored) resume(engine, running);
    },
    async stop() {
      engine.stopped = true;
      for (const running of executions.values()) running.timer?.cancel();
      await Promise.all([...executions.values()].map((running) => running.tail));
    },
  };
};
