import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation, Operations } from '../../foundation/service.ts';
import type { ExecutionStatus } from '../execution/execution.ts';
import type { ExecutionQuery } from '../store/states-store.ts';
import { arnMember, kindOfArn, machineOfQualified } from './arns.ts';
import { listMembers } from './executions.ts';
import { machineOf } from './machine-of.ts';
import { afterToken, constraint, optionalString, pageSize, pageToken, type Request } from './request.ts';
import type { StatesContext } from './states-context.ts';

/** In the order in which AWS's message names them. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'] as const;
const REDRIVE_FILTERS = ['REDRIVEN', 'NOT_REDRIVEN'] as const;

/** A filter of the request, one of its values. */
const filterOf = <Value extends string>(
  request: Request,
  name: string,
  values: readonly Value[],
): Value | undefined => {
  const given = optionalString(request, name);
  const known = values.find((value) => value === given);
  if (given === undefined || known !== undefined) return known;
  throw constraint(name, given, `Member must satisfy enum value set: [${values.join(', ')}]`);
};

/** Only the executions of a Map run can be waiting for a redrive, and be listed by whether they were redriven. */
const statusOf = (request: Request): ExecutionStatus | undefined => {
  const status = filterOf(request, 'statusFilter', STATUSES);
  const invalid = (what: string) =>
    new AwsError(
      'ValidationException',
      `${what} cannot be applied to ListExecutions call with StateMachine ARN`,
    );
  if (status === 'PENDING_REDRIVE') throw invalid('StatusFilter PENDING_REDRIVE');
  if (filterOf(request, 'redriveFilter', REDRIVE_FILTERS) !== undefined) throw invalid('RedriveFilter');
  return status;
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
  const status = statusOf(request);
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

export const listOperations = (context: StatesContext) =>
  ({ ListExecutions: list(context) }) satisfies Operations;
