import { hexOf } from '../engine/hex.ts';
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
  readonly onStatusChange: (arn: string, status: ExecutionStatus) => void;
}

interface Execution {
  readonly plan: ExecutionPlan;
  readonly attempts: Attempt[];
  status: ExecutionStatus;
  remaining: number;
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
    enteredTime: string,
    retryCount: number,
    used: RetriersUsed = [],
  ): void {
    const attempt = startedAttempt(simulator, execution.plan, task, enteredTime, retryCount);
    byToken.set(attempt.token, attempt);
    retriersUsed.set(attempt, used);
    execution.attempts.push(attempt);
    timers.start(attempt);
    say(attempt, () => `attempt ${retryCount} starts`);
    hooks.invoke(attempt).catch((error: unknown) => {
      say(attempt, () => `the requester failed: ${error instanceof Error ? error.name : String(error)}`);
      end(attempt, 'function-failed', undefined, errorNameOf(error));
    });
  }

  function say(attempt: Attempt, what: () => string): void {
    simulator.trace.add(simulator.time.now(), 'step-functions', () => `${taskName(attempt)}: ${what()}`);
  }

  function end(attempt: Attempt, how: AttemptEnd['how'], outcome?: Outcome, thrown?: string): void {
    if (attempt.end !== undefined) return;
    attempt.end = endOf(simulator.time.now(), how, outcome, thrown);
    timers.stop(attempt);
    say(attempt, () => `attempt ${attempt.retryCount} ends: ${how} ${outcome?.kind ?? ''}`);
    const execution = byArn.get(attempt.plan.arn);
    if (execution === undefined || how === 'stopped') return;
    if (outcome?.kind === 'success') leaveBranch(execution);
    else retryOrFail(execution, attempt);
  }

  function leaveBranch(execution: Execution): void {
    execution.remaining -= 1;
    if (execution.remaining === 0) finish(execution, 'SUCCEEDED');
  }

  function retryOrFail(execution: Execution, attempt: Attempt): void {
    const { task, enteredTime, retryCount, end: ended } = attempt;
    const used = retriersUsed.get(attempt) ?? [];
    const retry = retryOf(task.retry, used, ended?.error ?? '', simulator.random);
    if (retry === undefined) {
      finish(execution, execution.plan.catches ? 'SUCCEEDED' : 'FAILED');
      return;
    }
    simulator.time.after(retry.delay, () => {
      if (execution.status === 'RUNNING') begin(execution, task, enteredTime, retryCount + 1, retry.used);
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
    const execution: Execution = { plan, attempts: [], status: 'RUNNING', remaining: plan.tasks.length };
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
    heartbeat: timers.heartbeat,
    attemptOf: (token) => byToken.get(token),
    attempts: () => [...byToken.values()],
    status: (arn) => byArn.get(arn)?.status ?? 'RUNNING',
  };
}

function startedAttempt(
  simulator: Simulator,
  plan: ExecutionPlan,
  task: CallbackTask,
  enteredTime: string,
  retryCount: number,
): Attempt {
  const startedAt = simulator.time.now();
  const deadline = startedAt + task.timeout;
  return { token: mintToken(simulator), plan, task, retryCount, enteredTime, startedAt, deadline, sent: [] };
}

function endOf(at: number, how: AttemptEnd['how'], outcome?: Outcome, thrown?: string): AttemptEnd {
  const error = thrown ?? errorOf(how, outcome);
  return {
    at,
    how,
    ...(outcome === undefined ? {} : { outcome }),
    ...(error === undefined ? {} : { error }),
  };
}

/** As Step Functions names it for Retry and Catch. */
function errorOf(how: AttemptEnd['how'], outcome: Outcome | undefined): string | undefined {
  if (outcome?.kind === 'failure') return outcome.error;
  if (how === 'timed-out') return 'States.Timeout';
  return how === 'heartbeat-missed' ? 'States.HeartbeatTimeout' : undefined;
}

function errorNameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'Error';
}

/** Opaque, several hundred characters on AWS; recognisable here, so that a leak is found in any text. */
function mintToken({ random }: Simulator): string {
  return `TASK-TOKEN-${hexOf(random.bytes(24))}`;
}
