import { onFirstUse } from '../../foundation/first-use.ts';
import type { Operation } from '../../foundation/service.ts';
import { checkSource } from './check-source.ts';
import { createCheckpoints } from './checkpoints.ts';
import { assertNew, mappedFunction } from './mapped-function.ts';
import type { Mapping } from './mapping.ts';
import { freeMappingId } from './mapping-id.ts';
import { type MappingInput, readMappingInput } from './mapping-input.ts';
import { mappingOperations } from './mapping-operations.ts';
import type { MappingsOptions } from './mapping-ports.ts';
import { changedMapping, newMapping, sourceArnOf } from './mapping-shape.ts';
import type { Running } from './running.ts';
import { type StreamPollers, startPolling } from './start-polling.ts';

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
  const streamPollers: StreamPollers = onFirstUse(() => import('./stream-poller.ts'));
  let started = false;

  function poll(entry: Running): void {
    if (started && entry.mapping.enabled) startPolling(entry, { ...options, checkpoints, streamPollers });
  }

  async function add(input: Record<string, unknown>): Promise<Running> {
    const wanted = readMappingInput(input);
    const sourceArn = sourceArnOf(wanted);
    const mapped = mappedFunction(functions, wanted.FunctionName);
    const uuid = freeMappingId(mapped.fn.name, sourceArn, (id) =>
      [...running].some(({ mapping }) => mapping.uuid === id && mapping.functionName !== mapped.fn.name),
    );
    const mapping = newMapping(uuid, mapped, wanted, clock.now());
    await checkSource(mapped.fn, sourceArn, { ...options, callerOf: functions.callerOf });
    if (mapping.stream !== undefined) await streamPollers();
    assertNew(running, mapped, sourceArn);
    const entry: Running = { mapping, lastResult: 'No records processed' };
    running.add(entry);
    checkpoints.begin(mapping);
    poll(entry);
    return entry;
  }

  async function change(entry: Running, input: MappingInput): Promise<void> {
    const { sourceArn } = entry.mapping;
    const mapped =
      input.FunctionName === undefined ? undefined : mappedFunction(functions, input.FunctionName);
    if (mapped !== undefined) {
      await checkSource(mapped.fn, sourceArn, { ...options, callerOf: functions.callerOf });
      assertNew(running, mapped, sourceArn, entry);
    }
    entry.mapping = changedMapping(entry.mapping, input, clock.now(), mapped);
    entry.poller?.stop();
    poll(entry);
  }

  const operations = mappingOperations({
    functionName: (nameOrArn) => functions.find(nameOrArn)?.fn.name,
    all: () => [...running],
    add,
    change,
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
