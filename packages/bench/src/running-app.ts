import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { compileSooner, type Local, type LocalOptions, startLocal } from '@callback-relay/local';

/** The benchmark app, running on this machine. */
export interface RunningApp {
  readonly local: Local;
  /**
   * Starts an execution of a state machine, by name. `ended` resolves with `performance.now()` at its success, and
   * rejects when it ends otherwise.
   */
  start(stateMachine: string, input: object): Promise<Started>;
  close(): Promise<void>;
}

export interface Started {
  readonly executionArn: string;
  readonly ended: Promise<number>;
}

export async function startApp(assembly: string, options: Partial<LocalOptions> = {}): Promise<RunningApp> {
  const local = await startLocal({ ...options, app: assembly });
  // As `pnpm dev` does it.
  compileSooner();
  const states = new SFNClient(local.clientConfig);
  const ends = endsOf(local);
  const arns = new Map(local.resources.map(({ name, arn }) => [name, arn]));
  return {
    local,
    async start(stateMachine, input) {
      const stateMachineArn = arns.get(stateMachine);
      const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
      const { executionArn = '' } = await states.send(command);
      return { executionArn, ended: ends(executionArn) };
    },
    async close() {
      states.destroy();
      await local.stop();
    },
  };
}

interface End {
  readonly type: string;
  readonly at: number;
}

/** Hears the ends of executions; one may come before it is asked for. */
function endsOf(local: Local): (executionArn: string) => Promise<number> {
  const ends = new Map<string, End>();
  const waiting = new Map<string, (end: End) => void>();
  local.onLog((entry) => {
    if (entry.kind !== 'history' || !/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(entry.event.type))
      return;
    const end = { type: entry.event.type, at: performance.now() };
    const resolve = waiting.get(entry.executionArn);
    if (resolve === undefined) ends.set(entry.executionArn, end);
    else resolve(end);
    waiting.delete(entry.executionArn);
  });
  return async (executionArn) => {
    const past = ends.get(executionArn);
    ends.delete(executionArn);
    const end = past ?? (await new Promise<End>((resolve) => waiting.set(executionArn, resolve)));
    if (end.type === 'ExecutionSucceeded') return end.at;
    throw new Error(`an execution ended as ${end.type}`);
  };
}
