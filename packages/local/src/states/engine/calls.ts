import type { CallService } from '../../foundation/service.ts';
import { StateFailed } from '../errors/failure.ts';
import type { Execution, TaskOutcome, TaskPhase } from '../execution/execution.ts';
import type { Ids } from '../ids.ts';
import type { Integration } from '../integrations/integration.ts';
import { callOf } from '../integrations/service-calls.ts';

export interface CallPorts {
  readonly callService: CallService;
  readonly account: string;
  readonly region: string;
  readonly now: () => number;
  readonly ids: Ids;
}

const outcomeOfError = (error: unknown): TaskOutcome => ({
  ok: false,
  failure:
    error instanceof StateFailed
      ? error.failure
      : { error: 'States.TaskFailed', cause: error instanceof Error ? error.message : String(error) },
});

/** Stops an execution whose task is over, as far as the machine's role allows. */
export const stopStarted = async (ports: CallPorts, execution: Execution, arn: string): Promise<void> => {
  const { account, region, callService } = ports;
  const caller = { account, region, roleArn: execution.roleArn };
  await callService('states', 'StopExecution', { executionArn: arn }, caller).catch(() => {});
};

/** Calls the service behind a task's attempt, under the machine's role. Never throws. */
export const callTaskService = async (
  ports: CallPorts,
  execution: Execution,
  integration: Integration,
  phase: TaskPhase,
  frame: number,
): Promise<TaskOutcome> => {
  const { account, region, callService, now, ids } = ports;
  const attemptId = `${execution.arn}/${frame}/${phase.attempt}`;
  try {
    const output = await callOf(integration)(phase.parameters, {
      callService,
      now,
      ids,
      caller: { account, region, roleArn: execution.roleArn, taskAttempt: attemptId },
      attemptId,
      executionArn: execution.arn,
      machineArn: execution.machineArn,
    });
    return { ok: true, output };
  } catch (error) {
    return outcomeOfError(error);
  }
};
