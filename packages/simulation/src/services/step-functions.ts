import { limits, utf8Bytes } from '@callback-relay/contract';
import { ServiceError, throttled } from '../engine/service-error.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Attempt, ExecutionPlan, ExecutionStatus, Outcome } from './execution.ts';
import { type Executions, executions } from './executions.ts';
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
  readonly onStatusChange: (arn: string, status: ExecutionStatus, redriveCount: number) => void;
}

export function stepFunctions(simulator: Simulator, options: StepFunctionsOptions): StepFunctions {
  const running = executions(simulator, options);
  const bucket = () => tokenBucket(options.quota.burst, options.quota.perSecond);
  const quota = { success: bucket(), failure: bucket(), heartbeat: bucket() };
  let throttledCalls = 0;

  function admit(api: keyof typeof quota): void {
    if (quota[api].take(simulator.time.now())) return;
    throttledCalls += 1;
    throw throttled();
  }

  function knownAttempt(token: string): Attempt {
    if (simulator.random.chance(simulator.faults().tokenRefused)) throw invalidToken();
    return attemptOf(running, token);
  }

  function answer(token: string, outcome: Outcome): void {
    const attempt = knownAttempt(token);
    const accepted = attempt.end === undefined;
    attempt.sent.push({ at: simulator.time.now(), outcome, accepted });
    if (!accepted) throw closed(simulator, running.status(attempt.plan.arn));
    running.answer(attempt, outcome);
  }

  return {
    start: running.start,
    stop: running.stop,
    sendTaskSuccess(token, output) {
      admit('success');
      checkOutput(output);
      answer(token, { kind: 'success', output });
    },
    sendTaskFailure(token, error, cause) {
      admit('failure');
      checkFailure(error, cause);
      answer(token, { kind: 'failure', error, cause });
    },
    sendTaskHeartbeat(token) {
      admit('heartbeat');
      const attempt = knownAttempt(token);
      if (attempt.end !== undefined) throw closed(simulator, running.status(attempt.plan.arn));
      running.heartbeat(attempt);
    },
    attempts: running.attempts,
    status: running.status,
    throttledCalls: () => throttledCalls,
  };
}

function attemptOf(running: Executions, token: string): Attempt {
  const attempt = running.attemptOf(token);
  if (attempt === undefined) throw invalidToken();
  return attempt;
}

function invalidToken(): ServiceError {
  return new ServiceError('InvalidToken', 'Invalid Token', 400);
}

/**
 * Late and duplicate look the same; once the execution has ended it may also be that the task is not known any
 * more.
 */
function closed({ random }: Simulator, status: ExecutionStatus): ServiceError {
  const name = status !== 'RUNNING' && random.chance(0.2) ? 'TaskDoesNotExist' : 'TaskTimedOut';
  return new ServiceError(name, 'Provided task does not exist anymore', 400);
}

/** An output with this in it is refused, though it is JSON: Step Functions has rules that it does not publish. */
export const unacceptable = 'UNACCEPTABLE';

function checkOutput(output: string): void {
  if (utf8Bytes(output) > limits.outputBytes) {
    throw new ServiceError('ValidationException', 'output is too long', 400);
  }
  if (output.includes(unacceptable)) throw new ServiceError('InvalidOutput', 'output is refused', 400);
  try {
    JSON.parse(output);
  } catch {
    throw new ServiceError('InvalidOutput', 'output is not JSON', 400);
  }
}

function checkFailure(error: string, cause: string): void {
  if (error.length <= limits.errorCharacters && cause.length <= limits.causeCharacters) return;
  throw new ServiceError('ValidationException', 'error or cause is too long', 400);
}
