import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import type { KeyValueStore } from '../../foundation/data/key-value-store.ts';
import type { AnswerRequest } from '../../foundation/http.ts';
import type { Caller, CallService, Operation } from '../../foundation/service.ts';
import { readFunctionReference } from '../function-reference.ts';
import { type AsynchronousEvent, createAsynchronousQueue } from './asynchronous.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { handToDestination } from './destination.ts';
import { functionEnvironment } from './environment.ts';
import type { FunctionKeys, LocalFunction } from './function.ts';
import { createInstance, type Instance } from './instance.ts';
import {
  type InvocationListeners,
  type Invoked,
  type InvokeRequest,
  invoke,
  type LoggedInvoked,
} from './invoke.ts';
import { functionOperations } from './operations.ts';
import { createPool } from './pool.ts';
import { startProcess } from './process.ts';
import { createQualifiers } from './qualifiers.ts';
import { startThread } from './thread.ts';

export interface FunctionsOptions extends InvocationListeners {
  /** Whether an invocation ends its instance on purpose. */
  readonly isCrashed: (functionName: string) => boolean;
  readonly account: string;
  readonly region: string;
  readonly endpoint: string;
  /** Answers requests to the endpoint that threads send as messages. */
  readonly answer: AnswerRequest;
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly callService: CallService;
  readonly queueUrlOf: (arn: string) => string;
  /** The clock as threads see it. */
  readonly time: SharedArrayBuffer;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly onLine: (line: FunctionLine) => void;
}

/** A line that a function printed. */
export interface FunctionLine {
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly text: string;
}

/** Lambda, without its event source mappings. */
export interface Functions {
  readonly operations: Readonly<Record<string, Operation>>;
  add(fn: LocalFunction): void;
  /** Publishes a version or an alias of a function, which answers as the function does. */
  addQualifier(functionName: string, qualifier: string, version: string): void;
  /** By name or ARN; undefined where it has a qualifier that the function has not. */
  find(nameOrArn: string): DeployedFunction | undefined;
  all(): DeployedFunction[];
  /** Goes on with another configuration or bundle; what runs ends as it began. */
  replace(fn: LocalFunction): void;
  invoke(nameOrArn: string, request: InvokeRequest): Promise<Invoked>;
  /** Resolves when an invocation of the function would not have to wait for an instance. */
  opening(nameOrArn: string): Promise<void>;
  /** Whether invocations of any function wait for an instance. */
  isPressed(): boolean;
  /** Whose key it is: the function's role. */
  callerOf(fn: LocalFunction): Caller;
  principalOf(accessKeyId: string): Caller | undefined;
  /** Goes on with asynchronous invocations that were kept. */
  resume(): void;
  stop(): Promise<void>;
}

export function createFunctions(options: FunctionsOptions): Functions {
  const { account, region, clock, store, callService, queueUrlOf, track } = options;
  const deployed = new Map<string, DeployedFunction>();
  const qualifiers = createQualifiers();
  const find = (nameOrArn: string) => {
    const asked = readFunctionReference(nameOrArn);
    if ((asked?.region ?? region) !== region || (asked?.account ?? account) !== account) return undefined;
    const found = deployed.get(asked?.name ?? '');
    return found !== undefined && qualifiers.has(found.fn.name, asked?.qualifier) ? found : undefined;
  };
  const callerOf = (fn: LocalFunction): Caller => ({
    account,
    region,
    roleArn: fn.roleArn,
    sessionName: fn.name,
  });

  function run({ fn, pool }: DeployedFunction, request: InvokeRequest): Promise<LoggedInvoked> {
    return track(invoke(fn, pool, request, { ...options, isCrashed: options.isCrashed(fn.name) }));
  }

  const ports = { callService, queueUrlOf, versionOf: qualifiers.versionOf, now: () => clock.now() };
  const queue = createAsynchronousQueue({
    clock,
    track,
    collection: store.collection<AsynchronousEvent>('asynchronous invocations'),
    functionNamed: (name) => deployed.get(name)?.fn,
    async invoke({ name }, event) {
      const current = deployed.get(name);
      if (current === undefined) throw new Error(`there is no function ${name} any more`);
      return run(current, event);
    },
    hand: (fn, event, end) => handToDestination(fn, event, end, { ...ports, callerOf }),
  });

  function add(fn: LocalFunction): void {
    const keys = mintKeys();
    const pool = createPool(fn, { clock, start: (current) => start(current, keys, options) });
    deployed.set(fn.name, { fn, pool, keys });
  }

  function replace(fn: LocalFunction): void {
    const current = deployed.get(fn.name);
    current?.pool.replace(fn);
    if (current !== undefined) deployed.set(fn.name, { ...current, fn });
  }

  return {
    operations: functionOperations({
      find,
      versionOf: qualifiers.versionOf,
      all: () => [...deployed.values()],
      run,
      replace,
      queue,
      account,
      region,
    }),
    add,
    addQualifier: qualifiers.add,
    find,
    all: () => [...deployed.values()],
    replace,
    async invoke(nameOrArn, request) {
      const target = find(nameOrArn);
      if (target === undefined) throw new Error(`There is no function ${nameOrArn}.`);
      return run(target, request);
    },
    async opening(nameOrArn) {
      await find(nameOrArn)?.pool.opening();
    },
    isPressed: () => [...deployed.values()].some(({ pool }) => pool.waiting() > 0),
    callerOf,
    principalOf(accessKeyId) {
      const owner = [...deployed.values()].find(({ keys }) => keys.accessKeyId === accessKeyId);
      return owner && callerOf(owner.fn);
    },
    resume: queue.resume,
    async stop() {
      queue.stop();
      await Promise.all([...deployed.values()].map(({ pool }) => pool.stop()));
    },
  };
}

function start(fn: LocalFunction, keys: FunctionKeys, options: FunctionsOptions): Instance {
  const { region, endpoint, time, answer, onLine } = options;
  const instanceId = randomUUID().replaceAll('-', '');
  const environment = functionEnvironment(fn, { region, endpoint, keys, instanceId });
  return createInstance(
    fn,
    (text, requestId) => onLine({ functionName: fn.name, requestId, text }),
    (events) =>
      fn.runtime.startsWith('nodejs')
        ? startThread(fn, { environment, time, answer }, events)
        : startProcess(fn, environment, events),
  );
}

/** Shaped as the keys of an assumed role. */
function mintKeys(): FunctionKeys {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(120).toString('base64'),
  };
}
