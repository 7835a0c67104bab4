import type { Execution } from '../execution/execution.ts';
import { type RedriveSetting, redriveMembers } from '../execution/redrive.ts';
import type { JsonObject } from '../json.ts';
import type { EngineState } from './engine-state.ts';

/** An execution as DescribeExecution shows it, in so far as a task that waits for it hands it on. */
const described = (execution: Execution, setting: RedriveSetting): JsonObject => ({
  executionArn: execution.arn,
  input: execution.input,
  inputDetails: { included: true },
  name: execution.name,
  ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
  ...redriveMembers(execution, setting),
  startDate: execution.startedAt / 1000,
  stateMachineArn: execution.machineArn,
  status: execution.status,
  stopDate: (execution.stoppedAt ?? execution.startedAt) / 1000,
});

/** Calls `ended` once an execution that a task has started is over, also if it is already. */
export const whenEnded = (
  { ports, executions, waiting }: EngineState,
  arn: string,
  ended: (described: JsonObject) => void,
): void => {
  const describe = (execution: Execution): JsonObject =>
    described(execution, { now: ports.now(), isDeleting: ports.mustEnd(execution) });
  const running = executions.get(arn)?.execution;
  if (running?.status === 'RUNNING') {
    waiting.set(arn, [...(waiting.get(arn) ?? []), (execution) => ended(describe(execution))]);
    return;
  }
  const stored = running ?? ports.store.execution(arn);
  const gone = { executionArn: arn, status: 'ABORTED' };
  // On the next turn: who asks is still at work on its own execution.
  setImmediate(() => ended(stored ? describe(stored) : gone));
};
