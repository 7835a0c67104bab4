import type { Simulator } from '../engine/simulator.ts';
import type { Cancel } from '../engine/virtual-time.ts';
import {
  type Attempt,
  type AttemptEnd,
  type CallbackTask,
  type ExecutionPlan,
  type ExecutionStatus,
  type Outcome,
  taskName,
} from './execution.ts';
import { type TaskTimers, taskTimers } from './task-timers.ts';

/** What runs inside Step Functions: executions, the attempts of their tasks, and what ends them. */
export interface Executions {
  start(plan: ExecutionPlan): void;
  stop(arn: string): void;
  answer(attempt: Attempt, outcome: Outcome): void;
  /** A heartbeat: the attempt's heartbeat timer starts anew. */
  beat(attempt: Attempt): void;
  attemptOf(token: string): Attempt | undefined;
  attempts(): readonly Attempt[];
  status(arn: string): ExecutionStatus;
}

export interface ExecutionHooks {
  readonly invoke: (attempt: Attempt) => Promise<void>;
  readonly onStatusChange: (arn: string, status: ExecutionStatus) => void;
}

interface Execution {
  readonly plan: ExecutionPlan;
  readonly attempts: Attempt[];
  status: ExecutionStatus;
  unfinished: number;
  cancelTimeout?: Cancel;
}

export function executions(simulator: Simulator, hooks: ExecutionHooks): Executions {
  const byArn = new Map<string, Execution>();
  const byToken = new Map<string, Attempt>();
  const timers: TaskTimers = taskTimers(simulator.time, (attempt, how) => end(attempt, how));

  function begin(execution: Execution, task: CallbackTask, enteredTime: string, retryCount: number): void {
    const startedAt = simulator.time.now();
    const attempt: Attempt = {
      token: mintToken(simulator),
      plan: execution.plan,
      task,
      retryCount,
      enteredTime,
      startedAt,
      deadline: startedAt + task.timeout,
      sent: [],
    };
    byToken.set(attempt.token, attempt);
    execution.attempts.push(attempt);
    timers.start(attempt);
    say(attempt, () => `attempt ${retryCount} starts`);
    hooks.invoke(attempt).catch((error: unknown) => {
      say(attempt, () => `the requester failed: ${error instanceof Error ? error.name : String(error)}`);
      end(attempt, 'function-failed');
    });
  }

  function say(attempt: Attempt, what: () => string): void {
    simulator.trace.add(simulator.time.now(), 'step-functions', () => `${taskName(attempt)}: ${what()}`);
  }

  function end(attempt: Attempt, how: AttemptEnd['how'], outcome?: Outcome): void {
    if (attempt.end !== undefined) return;
    attempt.end = { at: simulator.time.now(), how, ...(outcome === undefined ? {} : { outcome }) };
    timers.stop(attempt);
    say(attempt, () => `attempt ${attempt.retryCount} ends: ${how} ${outcome?.kind ?? ''}`);
    const execution = byArn.get(attempt.plan.arn);
    if (execution === undefined || how === 'stopped') return;
    if (outcome?.kind === 'success') leaveBranch(execution);
    else retryOrFail(execution, attempt);
  }

  function leaveBranch(execution: Execution): void {
    execution.unfinished -= 1;
    if (execution.unfinished === 0) finish(execution, 'SUCCEEDED');
  }

  function retryOrFail(execution: Execution, { task, enteredTime, retryCount }: Attempt): void {
    if (retryCount >= task.retries) {
      finish(execution, execution.plan.catches ? 'SUCCEEDED' : 'FAILED');
      return;
    }
    simulator.time.after(task.retryInterval, () => {
      if (execution.status === 'RUNNING') begin(execution, task, enteredTime, retryCount + 1);
    });
  }

  function finish(execution: Execution, status: ExecutionStatus): void {
    if (execution.status !== 'RUNNING') return;
    execution.status = status;
    execution.cancelTimeout?.();
    simulator.trace.add(simulator.time.now(), 'step-functions', () => `${execution.plan.arn} ${status}`);
    for (const attempt of execution.attempts) end(attempt, 'stopped');
    hooks.onStatusChange(execution.plan.arn, status);
  }

  function start(plan: ExecutionPlan): void {
    const execution: Execution = { plan, attempts: [], status: 'RUNNING', unfinished: plan.tasks.length };
    byArn.set(plan.arn, execution);
    if (plan.timeout !== undefined) {
      execution.cancelTimeout = simulator.time.after(plan.timeout, () => finish(execution, 'TIMED_OUT'));
    }
    const enteredTime = new Date(simulator.time.now()).toISOString();
    for (const task of plan.tasks) begin(execution, task, enteredTime, 0);
  }

  return {
    start,
    stop: (arn) => {
      const execution = byArn.get(arn);
      if (execution !== undefined) finish(execution, 'ABORTED');
    },
    answer: (attempt, outcome) => end(attempt, 'answered', outcome),
    beat: timers.beat,
    attemptOf: (token) => byToken.get(token),
    attempts: () => [...byToken.values()],
    status: (arn) => byArn.get(arn)?.status ?? 'RUNNING',
  };
}

/** Opaque, several hundred characters on AWS; recognisable here, so that a leak is found in any text. */
function mintToken({ random }: Simulator): string {
  return `TASK-TOKEN-${Buffer.from(random.bytes(24)).toString('hex')}`;
}
