import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { KeyValueStore } from '../../foundation/data/key-value-store.ts';
import type { CallService, Operation } from '../../foundation/service.ts';
import type { Functions } from '../functions/functions.ts';
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
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly onResult: (mapping: Mapping, result: string) => void;
}

/** Lambda's event source mappings, for queues. */
export interface Mappings {
  readonly operations: Readonly<Record<string, Operation>>;
  /** Adds a mapping; one that was switched off or on before a restart stays so. */
  add(input: Record<string, unknown>): void;
  all(): Mapping[];
  /** Starts to poll. */
  start(): void;
  stop(): void;
}

export function createMappings(options: MappingsOptions): Mappings {
  const { clock, functions } = options;
  const switches = options.store.collection<boolean>('event source mappings');
  const running = new Set<Running>();
  let started = false;

  function poll(entry: Running): void {
    const { mapping } = entry;
    const fn = functions.find(mapping.functionName)?.fn;
    if (!started || !mapping.enabled || fn === undefined) return;
    entry.poller = startPoller({
      ...options,
      mapping,
      caller: functions.callerOf(fn),
      queueUrl: options.queueUrlOf(mapping.queueArn),
      invoke: (payload) => functions.invoke(mapping.functionName, { payload }),
      opening: () => functions.opening(mapping.functionName),
      report(result) {
        entry.lastResult = result;
        options.onResult(mapping, result);
      },
    });
  }

  function add(input: Record<string, unknown>): Running {
    const wanted = readMappingInput(input);
    const fn = functions.find(wanted.FunctionName ?? '')?.fn;
    if (fn === undefined) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${wanted.FunctionName}`, 404);
    }
    const mapping = newMapping(fn, wanted, clock.now());
    if ([...running].some((entry) => entry.mapping.uuid === mapping.uuid)) {
      throw new AwsError(
        'ResourceConflictException',
        `An event source mapping with SQS arn (" ${mapping.queueArn} ") and function (" ${mapping.functionName} ") already exists. Please update or delete the existing mapping with UUID ${mapping.uuid}`,
        409,
      );
    }
    const enabled = new Map(switches.entries()).get(mapping.uuid) ?? mapping.enabled;
    const entry: Running = { mapping: { ...mapping, enabled }, lastResult: 'No records processed' };
    running.add(entry);
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
      switches.put(entry.mapping.uuid, entry.mapping.enabled);
      poll(entry);
    },
    remove(entry) {
      entry.poller?.stop();
      running.delete(entry);
    },
  });

  return {
    operations,
    add,
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
