import { createActiveCallbacks } from '../src/cancellation/active-callbacks.ts';
import { systemClock } from '../src/clock.ts';
import type { BatchPorts } from '../src/host/batch-handler.ts';
import type { Log, LogFields } from '../src/log.ts';
import type { PublishOutcome, ResultEntry, ResultPublisher } from '../src/result/result-publisher.ts';

/** A publisher that records its calls; `answer` decides about each entry, undefined accepts it. */
export function recordingPublisher(
  answer: (entry: ResultEntry, call: number) => PublishOutcome | undefined = () => undefined,
) {
  const calls: ResultEntry[][] = [];
  const publisher: ResultPublisher = {
    publish: (entries) => {
      calls.push([...entries]);
      const accepted: PublishOutcome = { status: 'accepted', eventId: `event-${calls.length}` };
      return Promise.resolve(entries.map((entry) => answer(entry, calls.length) ?? accepted));
    },
  };
  const results = () =>
    calls.flat().map(({ detailType, detail, ...rest }) => ({ ...rest, detailType, ...JSON.parse(detail) }));
  return { publisher, calls, results };
}

export function refusal(code: string, transient: boolean): PublishOutcome {
  return { status: 'refused', code, message: `refused with ${code}`, transient };
}

export function recordingLog() {
  const lines: ({ level: string; message: string } & LogFields)[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields): void => {
      lines.push({ ...fields, level, message });
    };
  const log: Log = { info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
}

export function batchPorts(ports: Partial<BatchPorts> = {}): BatchPorts {
  return {
    publisher: recordingPublisher().publisher,
    clock: systemClock,
    random: () => 0.5,
    log: recordingLog().log,
    active: createActiveCallbacks(),
    ...ports,
  };
}

export function requestBody(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: '1.0',
    correlationId: 'orders:abc',
    idempotencyKey: 'execution/state',
    payload: { number: 12 },
    deadline: new Date(Date.now() + 60_000).toISOString(),
    replyTo: { eventBus: 'callback-bus' },
    ...fields,
  });
}

export function resultEntry(fields: Partial<ResultEntry> = {}): ResultEntry {
  return {
    correlationId: 'orders:abc',
    eventBus: 'callback-bus',
    source: 'test',
    detailType: 'Callback Succeeded',
    detail: '{}',
    ...fields,
  };
}
