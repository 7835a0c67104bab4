import type { Clock, Timer } from '../../src/foundation/clock.ts';
import type { Caller, CallService } from '../../src/foundation/service.ts';
import { createStates, type StatesOptions } from '../../src/states/create-states.ts';
import type { StatusChangeEvent } from '../../src/states/history/status-change.ts';
import type { Json, JsonObject } from '../../src/states/json.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/machine`;
export const QUEUE_URL = `http://127.0.0.1:4000/${ACCOUNT}/q`;
export const developer: Caller = { account: ACCOUNT, region: REGION };

interface Waiting {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test moves it: alarms go off in the order of their times. */
export const manualClock = (start = Date.UTC(2026, 0, 1)) => {
  let now = start;
  const waiting = new Set<Waiting>();
  const clock: Clock = {
    now: () => now,
    setTimer(at, wake): Timer {
      const entry = { at, wake };
      waiting.add(entry);
      return { cancel: () => waiting.delete(entry) };
    },
  };
  return {
    clock,
    /** Alarms that are set. */
    alarms: () => waiting.size,
    /** When the next alarm goes off; undefined if none is set. */
    next: () => (waiting.size === 0 ? undefined : Math.min(...[...waiting].map(({ at }) => at))),
    async advance(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.delete(next);
        now = Math.max(now, next.at);
        next.wake();
        await settled();
      }
      now = end;
      await settled();
    },
  };
};

/** Lets everything happen that needs no time: enough turns of the loop for any chain of steps. */
export const settled = async () => {
  for (let turn = 0; turn < 30; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    // What another thread evaluates takes as long as it takes.
    if (elsewhere.size > 0) turn = 0;
    await Promise.all(elsewhere);
  }
};

const elsewhere = new Set<Promise<unknown>>();

const track = <Value>(work: Promise<Value>): Promise<Value> => {
  const settledWork = work.finally(() => elsewhere.delete(settledWork));
  elsewhere.add(settledWork);
  return settledWork;
};

export interface ServiceCalled {
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly caller: Caller;
}

/** Answers calls as the test says; by default functions answer `{}` and queues take everything. */
export type Answer = (call: ServiceCalled) => unknown;

const defaultAnswer: Answer = ({ service }) =>
  service === 'lambda'
    ? { StatusCode: 200, Payload: '{}' }
    : { MD5OfMessageBody: '0'.repeat(32), MessageId: '11111111-2222-4333-8444-555555555555' };

export const setUp = (options: { answer?: Answer } & Partial<StatesOptions> = {}) => {
  const time = manualClock();
  const calls: ServiceCalled[] = [];
  const changes: StatusChangeEvent[] = [];
  const callService: CallService = async (service, operation, input, caller) => {
    const call = { service, operation, input, caller };
    calls.push(call);
    return (options.answer ?? defaultAnswer)(call);
  };
  const states = createStates({
    clock: time.clock,
    callService,
    account: ACCOUNT,
    region: REGION,
    publishStatusChange: (event) => changes.push(event),
    track,
    ...options,
  });

  /** Calls an operation as a client would. */
  const call = async (operation: string, input: Record<string, unknown>): Promise<JsonObject> =>
    (await states.service.operations[operation]?.(input, developer)) as JsonObject;

  const create = async (definition: unknown, name = 'machine'): Promise<string> => {
    const text = JSON.stringify(definition);
    return (await call('CreateStateMachine', { name, definition: text, roleArn: ROLE }))
      .stateMachineArn as string;
  };

  const start = async (machineArn: string, input: Json = {}, more: JsonObject = {}): Promise<string> => {
    const started = await call('StartExecution', {
      stateMachineArn: machineArn,
      input: JSON.stringify(input),
      ...more,
    });
    await settled();
    return started.executionArn as string;
  };

  const history = async (executionArn: string): Promise<JsonObject[]> =>
    (await call('GetExecutionHistory', { executionArn, maxResults: 1000 })).events as JsonObject[];

  return {
    states,
    time,
    calls,
    changes,
    call,
    create,
    start,
    run: async (definition: unknown, input: Json = {}) => start(await create(definition), input),
    describe: (executionArn: string) => call('DescribeExecution', { executionArn }),
    async output(executionArn: string): Promise<Json> {
      const { output, status, error, cause } = await call('DescribeExecution', { executionArn });
      if (typeof output !== 'string') throw new Error(`${status}: ${error} ${cause}`);
      return JSON.parse(output) as Json;
    },
    history,
    async types(executionArn: string): Promise<string[]> {
      return (await history(executionArn)).map(({ type }) => type as string);
    },
  };
};

/** The task token that the last call handed to a function or a queue. */
export const tokenIn = (call: ServiceCalled | undefined): string => {
  const text = (call?.service === 'lambda' ? call.input.Payload : call?.input.MessageBody) as string;
  const token = /"(?:token|TaskToken)":"([^"]+)"/.exec(text)?.[1];
  if (!token) throw new Error('no token in the call');
  return token;
};

/** A task that hands its token to a function. */
export const callbackTask = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'requester', Payload: { 'token.$': '$$.Task.Token', 'input.$': '$' } },
  End: true,
  ...more,
});

const CAUGHT = { Caught: { Type: 'Pass', End: true } };

/** A machine of one such task; with a Catch there is a state to go to. */
export const callbackMachine = (more: JsonObject = {}): JsonObject => ({
  StartAt: 'Ask',
  States: { Ask: callbackTask(more), ...(more.Catch === undefined ? {} : CAUGHT) },
});

/** Two such tasks side by side. */
export const parallelMachine = (more: JsonObject = {}): JsonObject => ({
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: ['Left', 'Right'].map((name) => ({ StartAt: name, States: { [name]: callbackTask() } })),
      End: true,
      ...more,
    },
    ...(more.Catch === undefined ? {} : CAUGHT),
  },
});

/** A world whose machines can call Step Functions, and start one another. */
export const nesting = (): ReturnType<typeof setUp> => {
  const world: ReturnType<typeof setUp> = setUp({
    answer({ service, operation, input, caller }) {
      if (service === 'lambda') return { StatusCode: 200, Payload: '{}' };
      return world.states.service.operations[operation]?.(input, caller);
    },
  });
  return world;
};
