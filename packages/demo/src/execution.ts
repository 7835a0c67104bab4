import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

/** One execution, from start to end, as AWS tells it. */
export interface Execution {
  readonly input: { readonly number: number };
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly history: readonly HistoryEvent[];
  readonly startedAt: Date;
  readonly stoppedAt: Date;
}

const POLL_MS = 20;
const TIMEOUT_MS = 60_000;

/** Starts an execution with `number`, and waits until it has ended. */
export async function runExecution(
  states: SFNClient,
  stateMachineArn: string,
  number: number,
): Promise<Execution> {
  const input = { number };
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  const ended = await untilEnded(states, executionArn);
  const { events = [] } = await states.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return {
    input,
    status: ended.status ?? 'UNKNOWN',
    ...(ended.output !== undefined && { output: JSON.parse(ended.output) as unknown }),
    ...(ended.error !== undefined && { error: ended.error }),
    ...(ended.cause !== undefined && { cause: ended.cause }),
    history: events,
    startedAt: ended.startDate ?? new Date(Number.NaN),
    stoppedAt: ended.stopDate ?? new Date(Number.NaN),
  };
}

async function untilEnded(states: SFNClient, executionArn: string | undefined) {
  const giveUpAt = Date.now() + TIMEOUT_MS;
  for (;;) {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    if (Date.now() > giveUpAt)
      throw new Error(`execution ${executionArn} has not ended after ${TIMEOUT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
