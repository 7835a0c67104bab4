import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation } from '../../foundation/service.ts';
import type { Machine } from '../asl/state.ts';
import { executionArnOf } from '../execution/arn.ts';
import type { Execution, ExecutionStatus } from '../execution/execution.ts';
import type { Json, JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { abortExecution } from '../run/end.ts';
import { openFrame, type Run, record, WHOLE } from '../run/run.ts';
import type { ExecutionQuery, MachineRecord } from '../store/states-store.ts';
import { arnMember, checkName } from './arns.ts';
import { describeMachine, machineOf } from './machines.ts';
import {
  afterToken,
  optionalString,
  pageSize,
  pageToken,
  payloadString,
  type Request,
  seconds,
} from './request.ts';
import type { StatesContext } from './states-context.ts';

export const executionOf = ({ store }: StatesContext, request: Request): Execution => {
  const arn = arnMember(request, 'executionArn', 'execution');
  const execution = store.execution(arn);
  if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
};

const inputOf = (request: Request): string => {
  const input = payloadString(request, 'input') ?? '{}';
  try {
    JSON.parse(input);
    return input;
  } catch (error) {
    const reason = input === '' ? 'Invalid execution input.' : (error as Error).message;
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
};

const newExecution = (
  context: StatesContext,
  machine: MachineRecord,
  name: string,
  input: string,
): Execution => {
  const now = context.clock.now();
  const { TimeoutSeconds } = JSON.parse(machine.definition) as Machine;
  return {
    arn: executionArnOf(machine.arn, name),
    name,
    machineArn: machine.arn,
    revision: machine.revision,
    roleArn: machine.roleArn,
    input,
    startedAt: now,
    // 0 is no limit, as none.
    ...(TimeoutSeconds ? { deadline: now + TimeoutSeconds * 1000 } : {}),
    status: 'RUNNING',
    lastEventId: 0,
    lastFrameId: 0,
    attempts: 0,
    frames: {},
  };
};

const startMembers = (execution: Execution): JsonObject => ({
  executionArn: execution.arn,
  startDate: seconds(execution.startedAt),
});

const begin = (run: Run): void => {
  const { input, roleArn } = run.execution;
  const lastEventId = record(run, 0, 'ExecutionStarted', { input, inputDetails: WHOLE, roleArn });
  openFrame(run, { index: 0, sequence: 0, input: JSON.parse(input) as Json, variables: {}, lastEventId });
};

const start =
  (context: StatesContext): Operation =>
  async (request) => {
    const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
    const input = inputOf(request);
    const name = checkName(
      optionalString(request, 'name', Number.POSITIVE_INFINITY, 1) ?? context.ids.uuid(),
    );
    if (machine.status === 'DELETING') {
      throw new AwsError('StateMachineDeleting', `State Machine Is Being Deleted: '${machine.arn}'`);
    }
    const execution = newExecution(context, machine, name, input);
    const existing = context.engine.running(execution.arn) ?? context.store.execution(execution.arn);
    // The same name and input while it runs: the same answer.
    if (existing?.status === 'RUNNING' && existing.input === input) return startMembers(existing);
    if (existing)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
    await context.engine.begin(execution, begin);
    return startMembers(execution);
  };

const listMembers = (execution: Execution): JsonObject => ({
  ...startMembers(execution),
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  ...(execution.stoppedAt === undefined ? {} : { stopDate: seconds(execution.stoppedAt) }),
});

const describe = (execution: Execution): JsonObject => ({
  ...listMembers(execution),
  input: execution.input,
  inputDetails: { included: true },
  ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
  redriveCount: 0,
  redriveStatus: 'NOT_REDRIVABLE',
  redriveStatusReason: 'Redriving executions is not supported by the local runtime',
});

const STATUSES: readonly string[] = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
];

const statusFilter = (request: Request): ExecutionStatus | undefined => {
  const status = optionalString(request, 'statusFilter');
  if (status === undefined || STATUSES.includes(status)) return status as ExecutionStatus | undefined;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${STATUSES.join(', ')}]`,
  );
};

const list =
  (context: StatesContext): Operation =>
  async (request) => {
    const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
    const limit = pageSize(request);
    const status = statusFilter(request);
    const before = afterToken(request, 'executions');
    const query: ExecutionQuery = {
      machineArn: machine.arn,
      limit: limit + 1,
      ...(status === undefined ? {} : { status }),
      ...(before === undefined ? {} : { before }),
    };
    const found = context.store.executions(query);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      executions: page.map(({ execution }) => listMembers(execution)),
      ...(found.length > limit && last ? { nextToken: pageToken('executions', last.position) } : {}),
    };
  };

const stop =
  (context: StatesContext): Operation =>
  async (request) => {
    const { arn } = executionOf(context, request);
    const error = optionalString(request, 'error', limits.errorLength);
    const cause = optionalString(request, 'cause', limits.causeLength);
    await context.engine.send(arn, (run) => abortExecution(run, error, cause));
    // One that has ended already is left as it is, as on AWS.
    const execution = executionOf(context, request);
    return { stopDate: seconds(execution.stoppedAt ?? context.clock.now()) };
  };

export const executionOperations = (context: StatesContext): Readonly<Record<string, Operation>> => ({
  StartExecution: start(context),
  DescribeExecution: async (request) => describe(executionOf(context, request)),
  ListExecutions: list(context),
  StopExecution: stop(context),
  DescribeStateMachineForExecution: async (request) => {
    const execution = executionOf(context, request);
    const { status, creationDate, type, ...machine } = describeMachine({
      ...machineOf(context, execution.machineArn),
      definition: context.store.definition(execution.revision) ?? '',
      roleArn: execution.roleArn,
      revision: execution.revision,
    });
    return { ...machine, updateDate: creationDate };
  },
});
