import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { KeyValueStore } from '../../foundation/data/key-value-store.ts';
import { onFirstUse } from '../../foundation/first-use.ts';
import type { Authorize, CallService, Operation } from '../../foundation/service.ts';
import type { Functions } from '../functions/functions.ts';
import { checkSource } from './check-source.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { Mapping } from './mapping.ts';
import { mappingOperations } from './mapping-operations.ts';
import { changedMapping, newMapping, readMappingInput } from './mapping-shape.ts';
import { startPoller } from './poller.ts';
import type { Running } from './running.ts';

export interface MappingsOptions {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly callService: CallService;
  readonly functions: Functions;
  readonly queueUrlOf: (arn: string) => string;
  readonly arrival: (queueArn: string, signal: AbortSignal) => Promise<void>;
  /** Messages of a queue that could be received. */
  readonly visible: (queueArn: string) => number;
  readonly streams: StreamPorts;
  readonly authorize: Authorize;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly onResult: (mapping: Mapping, result: string, requestId?: string) => void;
}

/** What is asked of DynamoDB Streams beside their operations. */
export interface StreamPorts {
  /** Calls the listener whenever the stream has new records; gives back what ends it. */
  readonly onRecords: (streamArn: string, listener: () => void) => () => void;
  /** The sequence number of the latest record. */
  readonly latest: () => string;
}

/** Lambda's event source mappings, for queues and streams of DynamoDB. */
export interface Mappings {
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * Adds a mapping.
   * @throws AwsError for what Lambda refuses of the mapping, or of its source
   */
  add(input: Record<string, unknown>): Promise<void>;
  all(): Mapping[];
  /** Starts to poll. */
  start(): void;
  stop(): void;
}

export function createMappings(options: MappingsOptions): Mappings {
  const { clock, functions } = options;
  const checkpoints = createCheckpoints(options.store, options.streams.latest);
  const running = new Set<Running>();
  const streamPollers = onFirstUse(() => import('./stream-poller.ts'));
  let started = false;

  function poll(entry: Running): void {
    const { mapping } = entry;
    const fn = functions.find(mapping.functionName)?.fn;
    if (!started || !mapping.enabled || fn === undefined) return;
    const ports = {
      ...options,
      mapping,
      caller: functions.callerOf(fn),
      invoke: (payload: string) => functions.invoke(mapping.functionName, { payload }),
      report(result: string, requestId?: string) {
        entry.lastResult = result;
        options.onResult(mapping, result, requestId);
      },
    };
    const { stream } = mapping;
    if (stream === undefined) {
      entry.poller = startPoller({
        ...ports,
        queueUrl: options.queueUrlOf(mapping.sourceArn),
        opening: () => functions.opening(mapping.functionName),
        isPressed: functions.isPressed,
      });
      return;
    }
    const loaded = streamPollers.loaded();
    if (loaded === undefined) throw new Error('a mapping of a stream loads the poller before');
    const poller = loaded.startStreamPoller({
      ...{ ...ports, stream, onRecords: options.streams.onRecords },
      checkpoint: checkpoints.of(mapping),
      previous: entry.letGo ?? Promise.resolve(),
    });
    entry.poller = poller;
    entry.letGo = poller.ended;
  }

  async function add(input: Record<string, unknown>): Promise<Running> {
    const wanted = readMappingInput(input);
    const fn = functions.find(wanted.FunctionName ?? '')?.fn;
    if (fn === undefined) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${wanted.FunctionName}`, 404);
    }
    const mapping = newMapping(fn, wanted, clock.now());
    await checkSource(fn, mapping.sourceArn, { ...options, callerOf: functions.callerOf });
    if (mapping.stream !== undefined) await streamPollers();
    if ([...running].some((entry) => entry.mapping.uuid === mapping.uuid)) throw alreadyThere(mapping);
    const entry: Running = { mapping, lastResult: 'No records processed' };
    running.add(entry);
    checkpoints.begin(mapping);
    poll(entry);
    return entry;
  }

  const operations = mappingOperations({
    functionName: (nameOrArn) => functions.find(nameOrArn)?.fn.name,
    all: () => [...running],
    add,
    change(entry, input) {
      entry.mapping = changedMapping(entry.mapping, input, clock.now());
      entry.poller?.stop();
      poll(entry);
    },
    remove(entry) {
      entry.poller?.stop();
      running.delete(entry);
      checkpoints.forget(entry.mapping);
    },
  });

  return {
    operations,
    async add(input) {
      await add(input);
    },
    all: () => [...running].map(({ mapping }) => mapping),
    start() {
      started = true;
      for (const entry of running) poll(entry);
    },
    stop() {
      for (const { poller } of running) poller?.stop();
    },
  };
}

function alreadyThere({ uuid, sourceArn, functionName, stream }: Mapping): AwsError {
  return new AwsError(
    'ResourceConflictException',
    `An event source mapping with ${stream ? 'event source' : 'SQS'} arn (" ${sourceArn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    409,
  );
}
