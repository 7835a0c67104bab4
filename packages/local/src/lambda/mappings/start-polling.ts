import type { onFirstUse } from '../../foundation/first-use.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { MappingsOptions } from './mapping-ports.ts';
import { startPoller } from './poller.ts';
import type { Running } from './running.ts';

export type StreamPollers = ReturnType<typeof onFirstUse<typeof import('./stream-poller.ts')>>;

export interface PollingPorts extends MappingsOptions {
  readonly checkpoints: Checkpoints;
  readonly streamPollers: StreamPollers;
}

/** Starts to poll for a mapping, where its function is there. */
export function startPolling(entry: Running, { checkpoints, streamPollers, ...options }: PollingPorts): void {
  const { functions } = options;
  const { mapping } = entry;
  const { functionName, qualifier, stream } = mapping;
  const fn = functions.find(functionName)?.fn;
  if (fn === undefined) return;
  const ports = {
    ...options,
    mapping,
    caller: functions.callerOf(fn),
    invoke: (payload: string) => functions.invoke(functionName, { payload, qualifier }),
    report(result: string, requestId?: string) {
      entry.lastResult = result;
      options.onResult(mapping, result, requestId);
    },
  };
  if (stream === undefined) {
    entry.poller = startPoller({
      ...ports,
      queueUrl: options.queueUrlOf(mapping.sourceArn),
      opening: () => functions.opening(functionName),
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
