import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation, Operations } from '../../foundation/service.ts';
import type { Execution } from '../execution/execution.ts';
import { type RedriveSetting, redriveMembers } from '../execution/redrive.ts';
import type { JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { abortExecution } from '../run/end.ts';
import { arnMember } from './arns.ts';
import { machineOf } from './machine-of.ts';
import { describeMachine } from './machines.ts';
import { optionalString, type Request, seconds } from './request.ts';
import { startMembers } from './start-execution.ts';
import type { StatesContext } from './states-context.ts';

export const executionOf = ({ store }: StatesContext, request: Request): Execution => {
  const arn = arnMember(request, 'executionArn', 'execution');
  const execution = store.execution(arn);
  if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
};

export const redriveSetting = (
  { clock, store }: Pick<StatesContext, 'clock' | 'store'>,
  { machineArn }: Execution,
): RedriveSetting => ({
  now: clock.now(),
  isDeleting: store.machine(machineArn)?.status !== 'ACTIVE',
});

export const listMembers = (execution: Execution): JsonObject => ({
  ...startMembers(execution),
  stateMachineArn: execution.machineArn,
  ...(execution.versionArn === undefined ? {} : { stateMachineVersionArn: execution.versionArn }),
  ...(execution.aliasArn === undefined ? {} : { stateMachineAliasArn: execution.aliasArn }),
  name: execution.name,
  status: execution.status,
  ...(execution.stoppedAt === undefined ? {} : { stopDate: seconds(execution.stoppedAt) }),
  redriveCount: execution.redrive?.count ?? 0,
  ...(execution.redrive?.at === undefined ? {} : { redriveDate: seconds(execution.redrive.at) }),
});

export const describeExecution = (execution: Execution, setting: RedriveSetting): JsonObject => ({
  ...listMembers(execution),
  input: execution.input,
  inputDetails: { included: true },
  ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
  ...redriveMembers(execution, setting),
});

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
    async DescribeExecution(request) {
      const execution = executionOf(context, request);
      return describeExecution(execution, redriveSetting(context, execution));
    },
    StopExecution: stop(context),
    DescribeStateMachineForExecution: async (request) => describeMachineOf(context, request),
  }) satisfies Operations;
