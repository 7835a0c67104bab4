import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Local } from '@callback-relay/local';

/** How an execution ended. */
export interface ExecutionEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Parsed; undefined unless it succeeded. */
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** One event of an execution's history. */
export interface HistoryEntry {
  readonly id: number;
  /** As `TaskSucceeded`. */
  readonly type: string;
  readonly at: Date;
  /** What the event's own details say, as AWS names it; input and output as JSON text. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Executions {
  start(stateMachine: string | undefined, input: unknown): Promise<string>;
  waitForEnd(executionArn: string, timeoutMs: number): Promise<ExecutionEnd>;
  history(executionArn: string): Promise<readonly HistoryEntry[]>;
}

/** `stopped`: the clock moves by `advance` alone, so an execution that goes on at rest goes on for ever. */
export function createExecutions(local: Local, states: SFNClient, stopped: boolean): Executions {
  const history = async (executionArn: string): Promise<readonly HistoryEntry[]> => {
    const entries: HistoryEntry[] = [];
    let nextToken: string | undefined;
    do {
      const page = await states.send(new GetExecutionHistoryCommand({ executionArn, nextToken }));
      entries.push(...(page.events ?? []).map(entryOf));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return entries;
  };
  const end = async (executionArn: string): Promise<ExecutionEnd | undefined> => {
    const described = await states.send(new DescribeExecutionCommand({ executionArn }));
    const { status, output, error, cause } = described;
    if (status === undefined || status === 'RUNNING' || status === 'PENDING_REDRIVE') return undefined;
    return { status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
  };
  const stillRunning = async (executionArn: string, why: string): Promise<Error> => {
    const last = (await history(executionArn)).at(-1);
    return new Error(`${executionArn} still runs ${why}; its last event is ${last?.id} ${last?.type}`);
  };
  return {
    history,
    start: async (stateMachine, input) => {
      const stateMachineArn = stateMachineIn(local, stateMachine);
      const text = JSON.stringify(input ?? {});
      const { executionArn = '' } = await states.send(
        new StartExecutionCommand({ stateMachineArn, input: text }),
      );
      return executionArn;
    },
    waitForEnd: async (executionArn, timeoutMs) => {
      if (stopped) {
        await local.idle();
        const ended = await end(executionArn);
        if (ended !== undefined) return ended;
        throw await stillRunning(executionArn, 'with nothing left to happen before the clock is advanced');
      }
      const ended = await nextEnd(local, executionArn, () => end(executionArn), timeoutMs);
      if (ended !== undefined) return ended;
      throw await stillRunning(executionArn, `after ${timeoutMs} ms`);
    },
  };
}

/** Looks whenever the execution moves on. */
function nextEnd(
  local: Local,
  executionArn: string,
  end: () => Promise<ExecutionEnd | undefined>,
  timeoutMs: number,
): Promise<ExecutionEnd | undefined> {
  return new Promise((resolve, reject) => {
    const done = (ended: ExecutionEnd | undefined): void => {
      clearTimeout(timer);
      stopListening();
      resolve(ended);
    };
    const look = (): void => {
      end().then((ended) => ended !== undefined && done(ended), reject);
    };
    const timer = setTimeout(() => done(undefined), timeoutMs);
    const stopListening = local.onLog((entry) => {
      if (entry.kind === 'history' && entry.executionArn === executionArn) look();
    });
    look();
  });
}

/** By name, ARN or logical ID; the app's only one by default. */
function stateMachineIn(local: Local, wanted: string | undefined): string {
  const machines = local.resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  const found = machines.filter(
    ({ name, arn, ref, logicalId }) => wanted === undefined || [name, arn, ref, logicalId].includes(wanted),
  );
  const [machine] = found;
  if (machine !== undefined && found.length === 1) return machine.ref;
  const names = machines.map(({ name }) => name).join(', ') || 'none';
  throw new Error(
    wanted === undefined
      ? `the app has ${machines.length} state machines (${names}): say which one to start`
      : `the app has no state machine ${wanted}; it has ${names}`,
  );
}

function entryOf({ id = 0, type, timestamp = new Date(0), ...rest }: HistoryEvent): HistoryEntry {
  const name = Object.keys(rest).find((member) => member.endsWith('EventDetails'));
  const details = name === undefined ? {} : (rest as Record<string, unknown>)[name];
  return { id, type: type ?? '', at: timestamp, details: (details ?? {}) as Record<string, unknown> };
}
