import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import { openAttempt } from '../engine/advance.ts';
import type { TaskOutcome, TaskPhase } from '../execution/execution.ts';
import type { TokenRef } from '../execution/token.ts';
import { type Json, parseJson } from '../json.ts';
import { jsonFault } from '../json-fault.ts';
import { limits } from '../limits.ts';
import type { Run } from '../run/run.ts';
import { optionalString, payloadString, type Request, requiredString } from './request.ts';
import type { StatesContext } from './states-context.ts';

const timedOut = () => new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");

/** The attempt's phase, if it can still be answered. Its time may be over a moment before the alarm says so. */
const answerable = (run: Run, frame: number, attempt: number): TaskPhase => {
  const phase = openAttempt(run.execution, frame, attempt);
  const now = run.context.now();
  const over = Math.min(phase?.deadline ?? now + 1, phase?.heartbeatBy ?? now + 1) <= now;
  if (!phase || over) throw timedOut();
  return phase;
};

/** A token that was never given is refused before anything else is checked. */
const tokenRef = (context: StatesContext, request: Request): TokenRef => {
  const ref = context.tokens.open(requiredString(request, 'taskToken', limits.tokenLength));
  if (!ref) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  return ref;
};

/** Does something to the attempt that a token stands for: exactly one outcome is taken, the first that comes. */
const withTask = async (
  context: StatesContext,
  request: Request,
  change: (phase: TaskPhase, run: Run, frame: number) => void,
): Promise<Record<string, never>> => {
  const ref = tokenRef(context, request);
  const running = await context.engine.send(ref.executionArn, (run) =>
    change(answerable(run, ref.frame, ref.attempt), run, ref.frame),
  );
  if (running) return {};
  if (context.store.execution(ref.executionArn)) throw timedOut();
  throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
};

const settle = (context: StatesContext, request: Request, outcome: TaskOutcome) =>
  withTask(context, request, (phase, run, frame) => {
    phase.outcome = outcome;
    run.ready.add(frame);
  });

const outputOf = (request: Request): Json => {
  const output = payloadString(request, 'output');
  if (output === undefined) requiredString(request, 'output');
  try {
    return parseJson(output ?? '');
  } catch {
    throw new AwsError('InvalidOutput', `Invalid Output: '${jsonFault(output ?? '')}'`);
  }
};

export const taskOperations = (context: StatesContext) =>
  ({
    async SendTaskSuccess(request) {
      tokenRef(context, request);
      return settle(context, request, { ok: true, output: outputOf(request) });
    },
    async SendTaskFailure(request) {
      const error = optionalString(request, 'error', limits.errorLength) ?? null;
      const cause = optionalString(request, 'cause', limits.causeLength) ?? null;
      return settle(context, request, { ok: false, failure: { error, cause } });
    },
    /** Puts the missed heartbeat off; leaves TimeoutSeconds as it is, and no event. */
    async SendTaskHeartbeat(request) {
      return withTask(context, request, (phase, run) => {
        if (phase.heartbeatMs !== undefined) phase.heartbeatBy = run.context.now() + phase.heartbeatMs;
      });
    },
  }) satisfies Operations;
