import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../foundation/clock.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { Invoked } from '../functions/invoke.ts';
import { gather } from './gather.ts';
import type { Mapping } from './mapping.ts';
import { pause } from './pause.ts';
import { processBatch } from './queue-batch.ts';
import type { ReceivedMessage } from './record.ts';
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
      await processBatch(options, messages);
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
