import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Clients } from '../load/clients.ts';
import type { Ledger, StartedExecution } from '../load/ledger.ts';
import { type Fate, type Finding, findingOf } from './account.ts';

const AT_ONCE = 8;

export interface Account {
  readonly execution: StartedExecution;
  readonly fate: Fate;
  readonly finding: Finding;
}

/** What became of each execution, now. */
export async function accountFor(
  { states }: Clients,
  executions: readonly StartedExecution[],
  { hasResult }: Pick<Ledger, 'hasResult'>,
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  let next = 0;
  const ask = async () => {
    for (let execution = executions[next++]; execution !== undefined; execution = executions[next++]) {
      const { executionArn, job } = execution;
      const fate = await states
        .send(new DescribeExecutionCommand({ executionArn }))
        .then(({ status, output, error, cause }): Fate => ({ status, output, error, cause }), fateOf);
      accounts.push({ execution, fate, finding: findingOf(execution, fate, hasResult(job.job)) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return accounts;
}

function fateOf(error: unknown): Fate {
  if ((error as Error).name === 'ExecutionDoesNotExist') return { status: undefined };
  throw error;
}
