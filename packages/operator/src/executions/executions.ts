import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
  paginateListStateMachines,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { attempt, OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { redactTokens } from './redact.ts';

export interface MachineSummary {
  readonly name: string;
  readonly arn: string;
}

export interface ExecutionSummary {
  readonly name: string;
  readonly arn: string;
  readonly stateMachine: string;
  readonly status: string;
  readonly startedAt?: string;
  readonly stoppedAt?: string;
}

export interface Execution extends ExecutionSummary {
  readonly stateMachineArn: string;
  /** JSON texts, tokens taken out. */
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** Amazon States Language, as it was when the execution began. */
  readonly definition: string;
}

export async function listMachines({ clients: { sfn } }: Stage): Promise<readonly MachineSummary[]> {
  return attempt('listing state machines', async () => {
    const machines: MachineSummary[] = [];
    for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {}))
      for (const { name = '', stateMachineArn: arn = '' } of stateMachines) machines.push({ name, arn });
    return machines;
  });
}

export interface ExecutionQuery {
  /** Name or ARN of a state machine. */
  readonly stateMachine: string;
  readonly status?: string;
  /** @default 50 */
  readonly limit?: number;
}

/** The newest executions of a state machine. ListExecutions is slow on AWS (5 a second): one call is made. */
export async function listExecutions(
  stage: Stage,
  query: ExecutionQuery,
): Promise<readonly ExecutionSummary[]> {
  const { status, limit = 50 } = query;
  const stateMachineArn = await machineArn(stage, query.stateMachine);
  const input = {
    stateMachineArn,
    maxResults: Math.min(1000, limit),
    ...(status !== undefined && { statusFilter: status.toUpperCase() as ExecutionStatus }),
  };
  const { executions = [] } = await attempt('listing executions', () =>
    stage.clients.sfn.send(new ListExecutionsCommand(input)),
  );
  return executions.map((execution) => ({
    name: execution.name ?? '',
    arn: execution.executionArn ?? '',
    stateMachine: stateMachineArn.split(':').at(-1) ?? '',
    status: execution.status ?? 'UNKNOWN',
    ...times(execution),
  }));
}

/** @throws OperatorError `not-found` where there is none of this ARN */
export async function showExecution({ clients: { sfn } }: Stage, executionArn: string): Promise<Execution> {
  assertExecutionArn(executionArn);
  const [execution, machine] = await attempt('describing the execution', () =>
    Promise.all([
      sfn.send(new DescribeExecutionCommand({ executionArn })),
      sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn })),
    ]).catch(notFound),
  );
  return redactTokens({
    name: execution.name ?? '',
    arn: executionArn,
    stateMachine: machine.name ?? '',
    stateMachineArn: execution.stateMachineArn ?? '',
    status: execution.status ?? 'UNKNOWN',
    ...times(execution),
    ...(execution.input !== undefined && { input: execution.input }),
    ...(execution.output !== undefined && { output: execution.output }),
    ...(execution.error !== undefined && { error: execution.error }),
    ...(execution.cause !== undefined && { cause: execution.cause }),
    definition: machine.definition ?? '{}',
  });
}

export interface StartRequest {
  /** Name or ARN. */
  readonly stateMachine: string;
  /** JSON text. */
  readonly input: string;
  readonly name?: string;
}

export async function startExecution(stage: Stage, { stateMachine, input, name }: StartRequest) {
  try {
    JSON.parse(input);
  } catch (error) {
    throw new OperatorError(
      'invalid-input',
      `The input is not JSON: ${(error as Error).message}; given ${input.slice(0, 100)}`,
    );
  }
  const stateMachineArn = await machineArn(stage, stateMachine);
  const started = await attempt('starting an execution', () =>
    stage.clients.sfn.send(
      new StartExecutionCommand({ stateMachineArn, input, ...(name !== undefined && { name }) }),
    ),
  );
  return { executionArn: started.executionArn ?? '' };
}

export function isExecutionArn(text: string): boolean {
  return /^arn:[^:]+:states:[^:]*:\d{12}:execution:[^:]+:.+$/.test(text);
}

function assertExecutionArn(text: string): void {
  if (!isExecutionArn(text))
    throw new OperatorError(
      'invalid-input',
      `Not the ARN of an execution: ${JSON.stringify(text)}. It reads arn:aws:states:REGION:ACCOUNT:execution:STATE_MACHINE:NAME.`,
    );
}

async function machineArn(stage: Stage, nameOrArn: string): Promise<string> {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  const { partition, region, account } = await stage.caller();
  return `arn:${partition}:states:${region}:${account}:stateMachine:${nameOrArn}`;
}

export function notFound(error: unknown): never {
  const { name, message } = error as Error;
  if (name === 'ExecutionDoesNotExist' || name === 'InvalidArn')
    throw new OperatorError('not-found', `There is no such execution: ${message}`);
  throw error;
}

function times({ startDate, stopDate }: { startDate?: Date | undefined; stopDate?: Date | undefined }) {
  return {
    ...(startDate !== undefined && { startedAt: startDate.toISOString() }),
    ...(stopDate !== undefined && { stoppedAt: stopDate.toISOString() }),
  };
}
