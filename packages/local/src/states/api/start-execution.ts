import { AwsError } from '../../foundation/aws-error.ts';
import type { Caller, Operation, Operations } from '../../foundation/service.ts';
import { readMachine } from '../asl/state.ts';
import { executionArnOf } from '../execution/arn.ts';
import type { Execution } from '../execution/execution.ts';
import { type JsonObject, parseJson } from '../json.ts';
import { jsonFault } from '../json-fault.ts';
import { limits } from '../limits.ts';
import { openFrame, type Run, record, WHOLE } from '../run/run.ts';
import { arnMember, checkName } from './arns.ts';
import { optionalString, payloadString, type Request, seconds } from './request.ts';
import type { StatesContext } from './states-context.ts';
import { type Target, targetOf } from './target.ts';

const inputOf = (request: Request): string => {
  const input = payloadString(request, 'input') ?? '{}';
  try {
    JSON.parse(input);
    return input;
  } catch {
    const reason = input === '' ? 'Invalid execution input.' : jsonFault(input);
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
};

/** Seconds after which an execution ends: an Express one after five minutes at the latest. 0 is no limit, as none. */
const timeoutOf = ({ machine }: Target): number | undefined => {
  const { TimeoutSeconds = 0 } = readMachine(machine.definition);
  if (machine.type === 'STANDARD') return TimeoutSeconds || undefined;
  return Math.min(TimeoutSeconds || limits.expressSeconds, limits.expressSeconds);
};

const newExecution = (
  context: StatesContext,
  target: Target,
  request: Request,
  { taskAttempt }: Caller,
): Execution => {
  const { machine, versionArn, aliasArn } = target;
  const now = context.clock.now();
  const timeout = timeoutOf(target);
  const name = checkName(optionalString(request, 'name', Number.POSITIVE_INFINITY, 1) ?? context.ids.uuid());
  const isExpress = machine.type === 'EXPRESS';
  const arn = executionArnOf(machine.arn, name);
  return {
    arn: isExpress ? `${arn.replace(':execution:', ':express:')}:${context.ids.uuid()}` : arn,
    name,
    ...(isExpress ? { express: true } : {}),
    machineArn: machine.arn,
    ...(versionArn === undefined ? {} : { versionArn }),
    ...(aliasArn === undefined ? {} : { aliasArn }),
    revision: machine.revision,
    roleArn: machine.roleArn,
    input: inputOf(request),
    startedAt: now,
    ...(taskAttempt === undefined ? {} : { startedBy: taskAttempt }),
    ...(timeout === undefined ? {} : { deadline: now + timeout * 1000 }),
    status: 'RUNNING',
    lastEventId: 0,
    lastFrameId: 0,
    attempts: 0,
    frames: {},
  };
};

export const startMembers = (execution: Execution): JsonObject => ({
  executionArn: execution.arn,
  startDate: seconds(execution.startedAt),
});

const begin = (run: Run): void => {
  const { input, roleArn } = run.execution;
  const lastEventId = record(run, 0, 'ExecutionStarted', { input, inputDetails: WHOLE, roleArn });
  openFrame(run, { index: 0, sequence: 0, input: parseJson(input), variables: {}, lastEventId });
};

/** Reads the request; the target must still take executions. */
const prepare = (
  context: StatesContext,
  request: Request,
  caller: Caller,
): { execution: Execution; target: Target } => {
  const target = targetOf(context, arnMember(request, 'stateMachineArn', 'stateMachine', 'qualified'));
  const execution = newExecution(context, target, request, caller);
  if (context.store.machine(target.machine.arn)?.status === 'DELETING') {
    throw new AwsError('StateMachineDeleting', `State Machine Is Being Deleted: '${target.machine.arn}'`);
  }
  return { execution, target };
};

const start =
  (context: StatesContext): Operation =>
  async (request, caller) => {
    const { execution } = prepare(context, request, caller);
    const existing = context.engine.running(execution.arn) ?? context.store.execution(execution.arn);
    // The same name and input while it runs: the same answer.
    if (existing?.status === 'RUNNING' && existing.input === execution.input) return startMembers(existing);
    // What started it calls again, because the runtime ended before it had the answer: over or not, it is this one.
    if (existing?.startedBy !== undefined && existing.startedBy === execution.startedBy)
      return startMembers(existing);
    if (existing)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
    await context.engine.begin(execution, begin);
    return startMembers(execution);
  };

/** AWS bills an Express execution by 100 ms and 64 MB. */
const billing = ({ startedAt, stoppedAt = startedAt }: Execution): JsonObject => ({
  billedDurationInMilliseconds: Math.max(100, Math.ceil((stoppedAt - startedAt) / 100) * 100),
  billedMemoryUsedInMB: 64,
});

const startSync =
  (context: StatesContext): Operation =>
  async (request, caller) => {
    const { execution, target } = prepare(context, request, caller);
    if (target.machine.type !== 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    const ended = context.engine.ended(execution.arn);
    await context.engine.begin(execution, begin);
    const { status, output, error, cause, stoppedAt } = await ended;
    return {
      ...startMembers(execution),
      stateMachineArn: execution.machineArn,
      name: execution.name,
      status,
      stopDate: seconds(stoppedAt ?? execution.startedAt),
      input: execution.input,
      inputDetails: { included: true },
      ...(output === undefined ? {} : { output }),
      outputDetails: { included: true },
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
      billingDetails: billing({ ...execution, ...(stoppedAt === undefined ? {} : { stoppedAt }) }),
    };
  };

export const startOperations = (context: StatesContext) =>
  ({
    StartExecution: start(context),
    StartSyncExecution: startSync(context),
  }) satisfies Operations;
