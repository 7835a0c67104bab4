import { type EventEnvelope, limits, resultTypes, utf8Bytes } from '@callback-relay/contract';
import { z } from 'zod';
import { callAws } from '../engine/call.ts';
import { instance } from '../engine/instance.ts';
import { type Simulator, uncrashable } from '../engine/simulator.ts';
import { parties } from '../scenario/parties.ts';
import type { StepFunctions } from '../services/step-functions.ts';
import { retried } from './retried.ts';
import type { TokenTable } from './token-table.ts';

const detailSchema = z.object({
  correlationId: z.string(),
  output: z.unknown(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/**
 * The second state machine: reads the token, resumes the task. A workflow does not crash, and each of its states is
 * retried; where that is not enough, or an input is not there or over the limit of a state, the execution of the
 * workflow fails, and nothing looks after it.
 */
export function resumeWorkflow(simulator: Simulator, service: StepFunctions, table: TokenTable) {
  let runs = 0;
  return (event: EventEnvelope): void => {
    const workflow = instance('resume', ++runs, parties.homeAccount);
    const steady = uncrashable(simulator);
    const call: Call = (name, effect) =>
      retried(simulator, () => callAws(steady, workflow, { operation: name }, effect));
    resume(event, call, service, table).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      simulator.trace.add(
        simulator.time.now(),
        workflow.name,
        () => `the workflow FAILED: ${reason.slice(0, 80)}`,
      );
    });
  };
}

type Call = <T>(name: string, effect: () => T) => Promise<T>;

async function resume(
  event: EventEnvelope,
  call: Call,
  service: StepFunctions,
  table: TokenTable,
): Promise<void> {
  if (utf8Bytes(JSON.stringify(event)) > limits.outputBytes) throw new Error('States.DataLimitExceeded');
  const { correlationId, output, error = '', cause = '' } = detailSchema.parse(event.detail);
  const token = await call('dynamodb:GetItem', () => table.get(correlationId));
  if (token === undefined) throw new Error('no row');
  if (event['detail-type'] === resultTypes.succeeded && output === undefined) {
    throw new Error('States.ParameterPathFailure');
  }
  await call('sfn:SendTask', () => {
    if (event['detail-type'] === resultTypes.heartbeat) service.sendTaskHeartbeat(token);
    else if (event['detail-type'] === resultTypes.failed) service.sendTaskFailure(token, error, cause);
    else service.sendTaskSuccess(token, JSON.stringify(output));
  });
}
