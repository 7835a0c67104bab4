import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../foundation/clock.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { Invoked } from '../functions/invoke.ts';
import { failedOf } from './batch-response.ts';
import { compileFilter } from './filter.ts';
import { gather } from './gather.ts';
import type { Mapping } from './mapping.ts';
import { pause } from './pause.ts';
import { type ReceivedMessage, sqsRecord } from './record.ts';
import { createSlots } from './slots.ts';

export interface PollerOptions {
  readonly mapping: Mapping;
  readonly clock: Clock;
  readonly callService: CallService;
  /** The function's role, under which Lambda polls. */
  readonly caller: Caller;
  readonly queueUrl: string;
  readonly arrival: (queueArn: string, signal: AbortSignal) => Promise<void>;
  readonly invoke: (payload: string) => Promise<Pick<Invoked, 'requestId' | 'payload' | 'functionError'>>;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  /** With the invocation that the result is of, where there was one. */
  readonly report: (result: string, requestId?: string) => void;
  /** Resolves when the function can take a batch: messages that wait for that fill it meanwhile. */
  readonly opening: () => Promise<void>;
  /** See `GatherPorts`. */
  readonly isPressed: () => boolean;
  readonly visible: (queueArn: string) => number;
}

export interface Poller {
  /** Takes no more; batches under way end by themselves. */
  stop(): void;
}

/** SQS hands out ten messages a call. */
const MOST_A_CALL = 10;
/** A poll that failed, as without a permission, is tried again after this long. */
const RETRY_MS = 1000;

/** Lambda's poller of one mapping. It sleeps until its queue has something. */
export function startPoller(options: PollerOptions): Poller {
  const { mapping, clock, arrival, opening, isPressed, visible, track, report } = options;
  const { sourceArn, batchSize } = mapping;
  const stopping = new AbortController();
  const { signal } = stopping;
  const filling = { isPressed, visible: () => visible(sourceArn), batchSize, signal, pause: setTimeout };
  const slots = createSlots(mapping.maximumConcurrency ?? Number.POSITIVE_INFINITY);

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      await slots.take();
      await arrival(sourceArn, signal);
      if (!signal.aborted) await opening();
      await track(gather(filling));
      const messages = signal.aborted ? [] : await takeBatch();
      if (messages !== undefined && messages.length > 0) void track(handle(messages).finally(slots.free));
      else slots.free();
      if (messages === undefined) await pause(clock, RETRY_MS, signal);
    }
  }

  async function takeBatch(): Promise<ReceivedMessage[] | undefined> {
    try {
      return await collect(options, signal);
    } catch (error) {
      report(`PROBLEM: ${errorMessage(error)}`);
      return undefined;
    }
  }

  async function handle(messages: readonly ReceivedMessage[]): Promise<void> {
    try {
      const { result, requestId } = await processBatch(options, messages);
      report(result, requestId);
    } catch (error) {
      report(`PROBLEM: ${errorMessage(error)}`);
    }
  }

  poll().catch((error: Error) => report(`PROBLEM: ${error.message}`));
  return { stop: () => stopping.abort() };
}

/** Receives until the batch is full or its window is over. */
async function collect(options: PollerOptions, signal: AbortSignal): Promise<ReceivedMessage[]> {
  const { mapping, clock, arrival } = options;
  const messages: ReceivedMessage[] = await receive(options, mapping.batchSize);
  if (messages.length === 0 || mapping.windowSeconds === 0) return messages;
  const window = new AbortController();
  const timer = clock.setTimer(clock.now() + mapping.windowSeconds * 1000, () => window.abort());
  const ended = AbortSignal.any([window.signal, signal]);
  while (messages.length < mapping.batchSize && !ended.aborted) {
    await arrival(mapping.sourceArn, ended);
    messages.push(...(await receive(options, mapping.batchSize - messages.length)));
  }
  timer.cancel();
  return messages;
}

async function receive(
  { callService, caller, queueUrl, track }: PollerOptions,
  most: number,
): Promise<ReceivedMessage[]> {
  const input = {
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(most, MOST_A_CALL),
    AttributeNames: ['All'],
    MessageAttributeNames: ['All'],
    WaitTimeSeconds: 0,
  };
  const answer = await track(callService('sqs', 'ReceiveMessage', input, caller));
  // What this runtime's own SQS answers is taken as it is: each poll of each queue comes by here.
  const { Messages = [] } = answer as { Messages?: ReceivedMessage[] };
  return Messages;
}

/** Invokes the function, deletes what succeeded, and says how it went in Lambda's words. */
async function processBatch(
  options: PollerOptions,
  messages: readonly ReceivedMessage[],
): Promise<{ readonly result: string; readonly requestId?: string }> {
  const { mapping, invoke } = options;
  const wanted = await withoutUnwanted(options, messages);
  if (wanted.length === 0) return { result: 'OK' };
  const Records = wanted.map((message) => sqsRecord(message, mapping.sourceArn));
  const { requestId, payload, functionError } = await invoke(JSON.stringify({ Records }));
  if (functionError !== undefined) return { result: 'PROBLEM: Function call failed', requestId };
  const ids = wanted.map((message) => message.MessageId);
  const failed = mapping.reportBatchItemFailures ? failedOf(payload, ids) : new Set<string>();
  await remove(
    options,
    wanted.filter((message) => !failed.has(message.MessageId)),
  );
  const result = failed.size === 0 ? 'OK' : `PROBLEM: ${failed.size} of ${ids.length} records failed`;
  return { result, requestId };
}

/** What no filter matches is deleted without an invocation. */
async function withoutUnwanted(
  options: PollerOptions,
  messages: readonly ReceivedMessage[],
): Promise<readonly ReceivedMessage[]> {
  const { filters, sourceArn } = options.mapping;
  if (filters === undefined) return messages;
  const tests = filters.map(compileFilter);
  const isWanted = (message: ReceivedMessage) => tests.some((test) => test(sqsRecord(message, sourceArn)));
  const wanted = messages.filter(isWanted);
  await remove(
    options,
    messages.filter((message) => !wanted.includes(message)),
  );
  return wanted;
}

async function remove(
  { callService, caller, queueUrl }: PollerOptions,
  messages: readonly ReceivedMessage[],
) {
  for (let from = 0; from < messages.length; from += MOST_A_CALL) {
    const Entries = messages
      .slice(from, from + MOST_A_CALL)
      .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
    await callService('sqs', 'DeleteMessageBatch', { QueueUrl: queueUrl, Entries }, caller);
  }
}
