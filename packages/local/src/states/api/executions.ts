import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation, Operations } from '../../foundation/service.ts';
import type { Execution } from '../execution/execution.ts';
import { redriveMembers } from '../execution/redrive.ts';
import type { JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { abortExecution } from '../run/end.ts';
import type { ExecutionQuery } from '../store/states-store.ts';
import { arnMember, kindOfArn, machineOfQualified } from './arns.ts';
import { machineOf } from './machine-of.ts';
import { describeMachine } from './machines.ts';
import { afterToken, optionalString, pageSize, pageToken, type Request, seconds } from './request.ts';
import { startMembers } from './start-execution.ts';
import type { StatesContext } from './states-context.ts';

export const executionOf = ({ store }: StatesContext, request: Request): Execution => {
  const arn = arnMember(request, 'executionArn', 'execution');
  const execution = store.execution(arn);
  if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
};

const listMembers = (execution: Execution): JsonObject => ({
  ...startMembers(execution),
  stateMachineArn: execution.machineArn,
  ...(execution.versionArn === undefined ? {} : { stateMachineVersionArn: execution.versionArn }),
  ...(execution.aliasArn === undefined ? {} : { stateMachineAliasArn: execution.aliasArn }),
  name: execution.name,
  status: execution.status,
  ...(execution.stoppedAt === undefined ? {} : { stopDate: seconds(execution.stoppedAt) }),
  redriveCount: 0,
});

export const describeExecution = (execution: Execution): JsonObject => ({
  ...listMembers(execution),
  input: execution.input,
  inputDetails: { included: true },
  ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
  ...redriveMembers(execution),
});

/** In the order in which AWS's message names them. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'] as const;

const statusFilter = (request: Request): (typeof STATUSES)[number] | undefined => {
  const status = optionalString(request, 'statusFilter');
  const known = STATUSES.find((name) => name === status);
  if (status === undefined || known !== undefined) return known;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${STATUSES.join(', ')}]`,
  );
};

const queryOf = (context: StatesContext, request: Request, limit: number): ExecutionQuery => {
  const arn = arnMember(request, 'stateMachineArn', 'stateMachine', 'qualified');
  const qualified = kindOfArn(arn) === 'qualified';
  const machine = machineOf(context, qualified ? machineOfQualified(arn) : arn);
  if (machine.type === 'EXPRESS')
    throw new AwsError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  const status = statusFilter(request);
  const before = afterToken(request, 'executions');
  return {
    machineArn: machine.arn,
    limit: limit + 1,
    ...(qualified ? { qualifiedArn: arn } : {}),
    ...(status === undefined ? {} : { status }),
    ...(before === undefined ? {} : { before }),
  };
};

const list =
  (context: StatesContext): Operation =>
  async (request) => {
    const limit = pageSize(request);
    const found = context.store.executions(queryOf(context, request, limit));
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

const describeMachineOf = (context: StatesContext, request: Request): JsonObject => {
  const execution = executionOf(context, request);
  const machine = machineOf(context, execution.machineArn);
  const { status, creationDate, type, ...members } = describeMachine({
    ...machine,
    definition: context.store.definition(execution.revision) ?? '',
    roleArn: execution.roleArn,
    revision: execution.revision,
  });
  return { ...members, updateDate: seconds(machine.updatedAt) };
};

export const executionOperations = (context: StatesContext) =>
  ({
    DescribeExecution: async (request) => describeExecution(executionOf(context, request)),
    ListExecutions: list(context),
    StopExecution: stop(context),
    DescribeStateMachineForExecution: async (request) => describeMachineOf(context, request),
  }) satisfies Operations;
