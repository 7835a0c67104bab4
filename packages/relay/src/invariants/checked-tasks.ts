import type { TaskService } from '../ports/relay.ts';
import { type Reporter, refuse } from './invariant-error.ts';

const oneOutcome = { promise: 2, rule: 'Step Functions gets one outcome for a task token' };

/** What Step Functions answers to an output that it cannot take: then it has no outcome yet. */
const refusedOutputs: ReadonlySet<string> = new Set(['InvalidOutput', 'ValidationException']);

/**
 * Step Functions, with a look at what it was sent before, for the length of a batch: a second outcome that differs from
 * the first is not sent. `tokens` takes in every token that is used.
 */
export function checkedTasks(tasks: TaskService, tokens: Set<string>, report: Reporter): TaskService {
  const sent = new Map<string, string>();
  const send = async (taskToken: string, outcome: string, call: () => Promise<void>): Promise<void> => {
    const before = sent.get(taskToken);
    refuse(report, before === undefined || before === outcome ? undefined : oneOutcome);
    sent.set(taskToken, outcome);
    tokens.add(taskToken);
    try {
      await call();
    } catch (error) {
      if (refusedOutputs.has((error as Error).name)) sent.delete(taskToken);
      throw error;
    }
  };
  return {
    sendTaskSuccess: (taskToken, output) =>
      send(taskToken, `succeeded ${output}`, () => tasks.sendTaskSuccess(taskToken, output)),
    sendTaskFailure: (taskToken, error, cause) =>
      send(taskToken, `failed ${error} ${cause}`, () => tasks.sendTaskFailure(taskToken, error, cause)),
    sendTaskHeartbeat(taskToken) {
      tokens.add(taskToken);
      return tasks.sendTaskHeartbeat(taskToken);
    },
  };
}
