import { limits, utf8Bytes } from '@callback-relay/contract';
import { ServiceError, throttled } from '../engine/service-error.ts';
import type { Cancel } from '../engine/virtual-time.ts';
import type { World } from '../engine/world.ts';
import type {
  Attempt,
  AttemptEnd,
  CallbackTask,
  ExecutionPlan,
  ExecutionStatus,
  Outcome,
} from './execution.ts';
import { tokenBucket } from './token-bucket.ts';

/** As much of Step Functions as callbacks see: tokens, timers, retries, endings, and the quota. */
export interface StepFunctions {
  start(plan: ExecutionPlan): void;
  /** StopExecution: harmless when it has ended. */
  stop(arn: string): void;
  sendTaskSuccess(token: string, output: string): void;
  sendTaskFailure(token: string, error: string, cause: string): void;
  sendTaskHeartbeat(token: string): void;
  attempts(): readonly Attempt[];
  status(arn: string): ExecutionStatus;
  /** Calls to SendTask* that the quota turned away. */
  throttledCalls(): number;
}

export interface StepFunctionsOptions {
  /** The quota of each of SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
  readonly quota: { readonly burst: number; readonly perSecond: number };
  /** Runs the requester function; the attempt fails when it rejects. */
  readonly invoke: (attempt: Attempt) => Promise<void>;
  readonly onStatusChange: (arn: string, status: ExecutionStatus) => void;
}

interface Execution {
  readonly plan: ExecutionPlan;
  status: ExecutionStatus;
  unfinished: number;
  cancelTimeout?: Cancel;
}

interface Timers {
  timeout: Cancel;
  heartbeat?: Cancel;
}

export function stepFunctions(world: World, options: StepFunctionsOptions): StepFunctions {
  const { time } = world;
  const executions = new Map<string, Execution>();
  const attempts = new Map<string, Attempt>();
  const timers = new Map<Attempt, Timers>();
  const quota = { success: bucket(), failure: bucket(), heartbeat: bucket() };
  let throttledCalls = 0;

  function bucket() {
    return tokenBucket(options.quota.burst, options.quota.perSecond);
  }

  function begin(execution: Execution, task: CallbackTask, enteredTime: string, retryCount: number): void {
    const now = time.now();
    const token = tokenOf(world);
    const attempt: Attempt = {
      token,
      plan: execution.plan,
      task,
      retryCount,
      enteredTime,
      startedAt: now,
      deadline: now + task.timeout,
      sent: [],
    };
    attempts.set(token, attempt);
    timers.set(attempt, { timeout: time.at(attempt.deadline, () => end(attempt, 'timed-out')) });
    restartHeartbeat(attempt);
    say(attempt, `attempt ${retryCount} starts`);
    options.invoke(attempt).catch((error: unknown) => {
      say(attempt, `the requester failed: ${error instanceof Error ? error.name : String(error)}`);
      end(attempt, 'function-failed');
    });
  }

  function say(attempt: Attempt, what: string): void {
    world.trace.add(time.now(), 'step-functions', () => `${taskName(attempt)}: ${what}`);
  }

  function restartHeartbeat(attempt: Attempt): void {
    const { heartbeat } = attempt.task;
    const timer = timers.get(attempt);
    if (heartbeat === undefined || timer === undefined) return;
    timer.heartbeat?.();
    timer.heartbeat = time.after(heartbeat, () => end(attempt, 'heartbeat-missed'));
  }

  function end(attempt: Attempt, how: AttemptEnd['how'], outcome?: Outcome): void {
    if (attempt.end !== undefined) return;
    attempt.end = { at: time.now(), how, ...(outcome === undefined ? {} : { outcome }) };
    timers.get(attempt)?.timeout();
    timers.get(attempt)?.heartbeat?.();
    timers.delete(attempt);
    say(
      attempt,
      `attempt ${attempt.retryCount} ends: ${how}${outcome === undefined ? '' : ` ${outcome.kind}`}`,
    );
    const execution = executions.get(attempt.plan.arn);
    if (execution === undefined || how === 'stopped') return;
    if (outcome?.kind === 'success') return leaveBranch(execution);
    retryOrFail(execution, attempt);
  }

  function leaveBranch(execution: Execution): void {
    execution.unfinished -= 1;
    if (execution.unfinished === 0) finish(execution, 'SUCCEEDED');
  }

  function retryOrFail(execution: Execution, { task, enteredTime, retryCount }: Attempt): void {
    if (retryCount >= task.retries) return finish(execution, execution.plan.catches ? 'SUCCEEDED' : 'FAILED');
    time.after(task.retryInterval, () => {
      if (execution.status === 'RUNNING') begin(execution, task, enteredTime, retryCount + 1);
    });
  }

  function finish(execution: Execution, status: ExecutionStatus): void {
    if (execution.status !== 'RUNNING') return;
    execution.status = status;
    execution.cancelTimeout?.();
    world.trace.add(time.now(), 'step-functions', () => `${execution.plan.arn} ${status}`);
    for (const attempt of attempts.values()) {
      if (attempt.plan === execution.plan) end(attempt, 'stopped');
    }
    options.onStatusChange(execution.plan.arn, status);
  }

  function openAttempt(token: string): Attempt {
    const attempt = attempts.get(token);
    if (attempt === undefined) throw new ServiceError('InvalidToken', 'Invalid Token', 400);
    return attempt;
  }

  function answer(token: string, outcome: Outcome): void {
    const attempt = openAttempt(token);
    const accepted = attempt.end === undefined;
    attempt.sent.push({ at: time.now(), outcome, accepted });
    if (!accepted) throw closed(world, executions.get(attempt.plan.arn));
    end(attempt, 'answered', outcome);
  }

  function admit(api: keyof typeof quota): void {
    if (quota[api].take(time.now())) return;
    throttledCalls += 1;
    throw throttled();
  }

  return {
    start(plan) {
      const execution: Execution = { plan, status: 'RUNNING', unfinished: plan.tasks.length };
      executions.set(plan.arn, execution);
      if (plan.timeout !== undefined) {
        execution.cancelTimeout = time.after(plan.timeout, () => finish(execution, 'TIMED_OUT'));
      }
      const enteredTime = new Date(time.now()).toISOString();
      for (const task of plan.tasks) begin(execution, task, enteredTime, 0);
    },
    stop(arn) {
      const execution = executions.get(arn);
      if (execution !== undefined) finish(execution, 'ABORTED');
    },
    sendTaskSuccess(token, output) {
      admit('success');
      checkOutput(output);
      answer(token, { kind: 'success', output });
    },
    sendTaskFailure(token, error, cause) {
      admit('failure');
      answer(token, { kind: 'failure', error, cause });
    },
    sendTaskHeartbeat(token) {
      admit('heartbeat');
      const attempt = openAttempt(token);
      if (attempt.end !== undefined) throw closed(world, executions.get(attempt.plan.arn));
      restartHeartbeat(attempt);
    },
    attempts: () => [...attempts.values()],
    status: (arn) => executions.get(arn)?.status ?? 'RUNNING',
    throttledCalls: () => throttledCalls,
  };
}

/** A task by the names that a trace is read with. */
export function taskName({ plan, task }: Attempt): string {
  return `${plan.arn}/${task.stateName}${task.item === undefined ? '' : `[${task.item}]`}`;
}

/** Opaque, several hundred characters on AWS; recognisable here, so that a leak can be found in any text. */
function tokenOf({ random }: World): string {
  return `TASK-TOKEN-${Buffer.from(random.bytes(24)).toString('hex')}`;
}

/** Late and duplicate look the same; once the execution has ended it may also be that the task is not known any more. */
function closed({ random }: World, execution: Execution | undefined): ServiceError {
  const name = execution?.status !== 'RUNNING' && random.chance(0.2) ? 'TaskDoesNotExist' : 'TaskTimedOut';
  return new ServiceError(name, 'Provided task does not exist anymore', 400);
}

function checkOutput(output: string): void {
  if (utf8Bytes(output) > limits.outputBytes) {
    throw new ServiceError('ValidationException', 'output is too long', 400);
  }
  try {
    JSON.parse(output);
  } catch {
    throw new ServiceError('InvalidOutput', 'output is no JSON', 400);
  }
}
