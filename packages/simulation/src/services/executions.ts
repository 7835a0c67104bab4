import type { Simulator } from '../engine/simulator.ts';
import type { Cancel } from '../engine/virtual-time.ts';
import { endOf, errorNameOf, startedAttempt } from './attempt.ts';
import {
  type Attempt,
  type AttemptEnd,
  type CallbackTask,
  type ExecutionPlan,
  type ExecutionStatus,
  type Outcome,
  taskName,
} from './execution.ts';
import { type RetriersUsed, retryOf } from './retriers.ts';
import { type TaskTimers, taskTimers } from './task-timers.ts';

/** What runs inside Step Functions: executions, the attempts of their tasks, and what ends them. */
export interface Executions {
  start(plan: ExecutionPlan): void;
  stop(arn: string): void;
  answer(attempt: Attempt, outcome: Outcome): void;
  /** A heartbeat: the attempt's heartbeat timer starts again. */
  heartbeat(attempt: Attempt): void;
  attemptOf(token: string): Attempt | undefined;
  attempts(): readonly Attempt[];
  status(arn: string): ExecutionStatus;
}

export interface ExecutionHooks {
  readonly invoke: (attempt: Attempt) => Promise<void>;
  readonly onStatusChange: (arn: string, status: ExecutionStatus, redriveCount: number) => void;
}

interface Execution {
  readonly plan: ExecutionPlan;
  readonly attempts: Attempt[];
  status: ExecutionStatus;
  redriveCount: number;
  /** When the Parallel state was entered: ISO 8601. A redrive does not enter it again. */
  readonly enteredTime: string;
  cancelTimeout?: Cancel;
}

export function executions(simulator: Simulator, hooks: ExecutionHooks): Executions {
  const byArn = new Map<string, Execution>();
  const byToken = new Map<string, Attempt>();
  const retriersUsed = new Map<Attempt, RetriersUsed>();
  const timers: TaskTimers = taskTimers(simulator.time, (attempt, how) => end(attempt, how));

  function begin(
    execution: Execution,
    task: CallbackTask,
    retryCount: number,
    used: RetriersUsed = [],
  ): void {
    const attempt = startedAttempt(simulator, execution, task, retryCount);
    byToken.set(attempt.token, attempt);
    retriersUsed.set(attempt, used);
    execution.attempts.push(attempt);
    timers.start(attempt);
    say(simulator, attempt, () => `attempt ${retryCount} starts`);
    hooks.invoke(attempt).catch((error: unknown) => {
      say(simulator, attempt, () => `the requester failed: ${errorNameOf(error)}`);
      end(attempt, 'function-failed', undefined, errorNameOf(error));
    });
  }

  function end(attempt: Attempt, how: AttemptEnd['how'], outcome?: Outcome, thrown?: string): void {
    if (attempt.end !== undefined) return;
    attempt.end = endOf(simulator.time.now(), how, outcome, thrown);
    timers.stop(attempt);
    say(simulator, attempt, () => `attempt ${attempt.retryCount} ends: ${how} ${outcome?.kind ?? ''}`);
    const execution = byArn.get(attempt.plan.arn);
    if (execution === undefined || how === 'stopped') return;
    if (outcome?.kind !== 'success') retryOrFail(execution, attempt);
    else if (unfinished(execution).length === 0) finish(execution, 'SUCCEEDED');
  }

  function retryOrFail(execution: Execution, attempt: Attempt): void {
    const { task, retryCount, redriveCount, end: ended } = attempt;
    const used = retriersUsed.get(attempt) ?? [];
    const retry = retryOf(task.retry, used, ended?.error ?? '', simulator.random);
    if (retry === undefined) {
      finish(execution, execution.plan.catches ? 'SUCCEEDED' : 'FAILED');
      return;
    }
    simulator.time.after(retry.delay, () => {
      // What waited for its retry when the execution ended is begun by the redrive.
      const goesOn = execution.status === 'RUNNING' && execution.redriveCount === redriveCount;
      if (goesOn) begin(execution, task, retryCount + 1, retry.used);
    });
  }

  function finish(execution: Execution | undefined, status: ExecutionStatus): void {
    if (execution?.status !== 'RUNNING') return;
    execution.status = status;
    execution.cancelTimeout?.();
    simulator.trace.add(simulator.time.now(), 'step-functions', () => `${execution.plan.arn} ${status}`);
    for (const attempt of execution.attempts) end(attempt, 'stopped');
    const { plan, redriveCount } = execution;
    hooks.onStatusChange(plan.arn, status, redriveCount);
    if (status === 'SUCCEEDED' || plan.redriveAfter === undefined || redriveCount > 0) return;
    simulator.time.after(plan.redriveAfter, () => {
      execution.redriveCount += 1;
      runOn(execution);
    });
  }

  function start(plan: ExecutionPlan): void {
    const execution = created(simulator, plan);
    byArn.set(plan.arn, execution);
    runOn(execution);
  }

  /** From the start, or after a redrive: with the branches that have not succeeded, and all of the time. */
  function runOn(execution: Execution): void {
    const { timeout } = execution.plan;
    execution.status = 'RUNNING';
    if (timeout !== undefined)
      execution.cancelTimeout = simulator.time.after(timeout, () => finish(execution, 'TIMED_OUT'));
    for (const task of unfinished(execution)) begin(execution, task, 0);
  }

  return {
    start,
    stop: (arn) => finish(byArn.get(arn), 'ABORTED'),
    answer: (attempt, outcome) => end(attempt, 'answered', outcome),
    heartbeat: timers.heartbeat,
    attemptOf: (token) => byToken.get(token),
    attempts: () => [...byToken.values()],
    status: (arn) => byArn.get(arn)?.status ?? 'RUNNING',
  };
}

function created({ time }: Simulator, plan: ExecutionPlan): Execution {
  const enteredTime = new Date(time.now()).toISOString();
  return { plan, enteredTime, attempts: [], status: 'RUNNING', redriveCount: 0 };
}

function say({ trace, time }: Simulator, attempt: Attempt, what: () => string): void {
  trace.add(time.now(), 'step-functions', () => `${taskName(attempt)}: ${what()}`);
}

function unfinished({ plan, attempts }: Execution): CallbackTask[] {
  const left = [...plan.tasks];
  for (const { task, end } of attempts)
    if (end?.outcome?.kind === 'success') left.splice(left.indexOf(task), 1);
  return left;
}
