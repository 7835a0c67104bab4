import type { Execution } from '../execution/execution.ts';
import { readyFrames } from './due.ts';
import { inTurn, liveOf } from './live.ts';
import { pass, resume, type Stimulus } from './pass.ts';
import { type EnginePorts, programOf, type Workings } from './workings.ts';

export interface Engine {
  /** Starts an execution; resolves once it is saved. */
  begin(execution: Execution, stimulus: Stimulus): Promise<void>;
  /** An execution from the moment it begins, before it is saved first, until it is over. */
  running(arn: string): Execution | undefined;
  /** Does something to a running execution and saves it; false if it is not running. */
  poke(arn: string, stimulus: Stimulus): Promise<boolean>;
  /** Takes up every execution that the store holds as running. */
  restore(): void;
  /** Ends all activity, and waits for the passes that are under way. */
  stop(): Promise<void>;
}

/**
 * Runs executions: each is plain data, and goes on in passes, one after the other. A pass is set off by a caller,
 * by a service's answer or by the clock, takes every step that can be taken, and is saved as one. What waits is
 * data and an alarm: nothing polls, and no stack is held.
 */
export const createEngine = (ports: EnginePorts): Engine => {
  const workings: Workings = { ports, lives: new Map(), programs: new Map(), stopped: false };
  const { lives } = workings;

  return {
    begin(execution, stimulus) {
      const live = liveOf(execution, programOf(workings, execution.revision), new Set());
      lives.set(execution.arn, live);
      return inTurn(live, () => pass(workings, live, stimulus, true));
    },
    running: (arn) => lives.get(arn)?.execution,
    async poke(arn, stimulus) {
      const live = lives.get(arn);
      if (!live) return false;
      return inTurn(live, async () => {
        if (live.execution.status !== 'RUNNING') return false;
        await pass(workings, live, stimulus, false);
        return true;
      });
    },
    restore() {
      for (const execution of ports.store.running()) {
        const live = liveOf(execution, programOf(workings, execution.revision), readyFrames(execution));
        lives.set(execution.arn, live);
        resume(workings, live);
      }
    },
    async stop() {
      workings.stopped = true;
      for (const live of lives.values()) live.alarm?.cancel();
      await Promise.all([...lives.values()].map((live) => live.tail));
    },
  };
};
