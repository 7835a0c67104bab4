import { SFNClient } from '@aws-sdk/client-sfn';
import { type Contract, type VerdictDetail, verdictEventType } from '@callback-relay/contract';
import { type Local, startLocal } from '@callback-relay/local';
import { createExecutions, type ExecutionEnd, type HistoryEntry } from './executions.ts';
import { createStandIn, type StandIn, type StandInOptions } from './stand-in.ts';

export interface TestAppOptions {
  /** A CDK app's output folder: what `cdk synth` or `app.synth()` wrote; or CloudFormation and SAM templates. */
  readonly app: string | readonly string[];
  /** Values of the templates' parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** `stopped`: time moves by `advance` alone. Default: stopped. */
  readonly clock?: 'stopped' | 'flowing';
  /**
   * A seed that draws faults, the same ones in every run: lost answers, duplicates, delays, throttles and crashes of what the
   * app's functions and services do. A whole number of 0 or more. Default: none.
   */
  readonly chaos?: number;
}

/** A synthesized app that runs on this machine: its state machines, requesters and relay are the real ones. */
export interface TestApp {
  /** The runtime below, for what the kit has no word for: faults, published events, clients' configuration. */
  readonly local: Local;
  /**
   * Starts a state machine (name, ARN or logical ID; the app's only one by default), with an input that is sent as JSON.
   * Resolves to the execution's ARN.
   */
  start(input?: unknown, stateMachine?: string): Promise<string>;
  /**
   * How the execution ended.
   * @throws Error that names its last event, where it still runs: at rest with a stopped clock, or after `timeoutMs`
   *   (10,000 by default) with a flowing one.
   */
  waitForEnd(executionArn: string, timeoutMs?: number): Promise<ExecutionEnd>;
  /** Its events so far, the oldest first. */
  history(executionArn: string): Promise<readonly HistoryEntry[]>;
  /** Moves the clock on, and lets everything that falls due happen. Milliseconds. */
  advance(milliseconds: number): Promise<void>;
  /** A worker that the test plays, typed and checked by its contract. */
  standIn<C extends Contract>(contract: C, options: StandInOptions): Promise<StandIn<C>>;
  /** What the relay published about results that were not delivered, the oldest first. */
  verdicts(): readonly VerdictDetail[];
  stop(): Promise<void>;
}

/** @throws AssemblyError where the app needs what the local runtime does not support: it is named. */
export async function startTestApp({
  app,
  parameters = {},
  clock = 'stopped',
  chaos,
}: TestAppOptions): Promise<TestApp> {
  const local = await startLocal({ app, parameters, clock, ...(chaos !== undefined && { chaos }) });
  const states = new SFNClient(local.clientConfig);
  const executions = createExecutions(local, states, clock === 'stopped');
  return {
    local,
    start: (input, stateMachine) => executions.start(stateMachine, input),
    waitForEnd: (executionArn, timeoutMs = 10_000) => executions.waitForEnd(executionArn, timeoutMs),
    history: executions.history,
    advance: local.advance,
    standIn: (contract, options) => createStandIn(local, contract, options),
    verdicts: () =>
      local
        .publishedEvents({ detailType: verdictEventType })
        .map(({ detail }) => detail as unknown as VerdictDetail),
    stop: async () => {
      states.destroy();
      await local.stop();
    },
  };
}
