import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** Starts an execution, and gives back its ARN. */
export async function start(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  input: unknown,
): Promise<string> {
  const started = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return started.executionArn as string;
}

/** Waits until the execution has ended. */
export async function end(stepFunctions: SFNClient, executionArn: string) {
  for (;;) {
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
