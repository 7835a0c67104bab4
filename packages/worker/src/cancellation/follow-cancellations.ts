import {
  cancelledDetailSchema,
  cancelledEventType,
  eventEnvelopeSchema,
  relaySource,
} from '@callback-relay/contract';
import * as z from 'zod/mini';
import { type Clock, pause } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ActiveCallbacks } from './active-callbacks.ts';
import type { CancellationMessage, CancellationQueue } from './cancellation-queue.ts';

export interface CancellationPorts {
  readonly queue: CancellationQueue;
  readonly active: ActiveCallbacks;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a notice is put back for other processes, or for a request that is still on its way. */
const OFFERED_MS = 60_000;
/** At first others are to have it soon; later it is more likely that nobody is at work. */
const SOON_MS = 10_000;
const AFTER_ERROR_MS = 1_000;

const noticeSchema = z.extend(eventEnvelopeSchema, {
  source: z.literal(relaySource),
  'detail-type': z.literal(cancelledEventType),
  detail: cancelledDetailSchema,
});

/** Hands cancellations to the handlers at work here, until `stopped` is aborted. Never throws. */
export async function followCancellations(ports: CancellationPorts, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      const messages = await ports.queue.receive(stopped);
      await Promise.all(messages.map((message) => passOn(message, ports)));
    } catch (thrown) {
      if (stopped.aborted) return;
      ports.log.warn('cancellations not followed for the moment', { reason: String(thrown) });
      await pause(ports.clock, AFTER_ERROR_MS);
    }
  }
}

async function passOn(message: CancellationMessage, ports: CancellationPorts): Promise<void> {
  const { queue, active, clock, log } = ports;
  const correlationId = cancelledIn(message.body);
  if (correlationId === undefined) {
    log.warn(`a message that is no ${cancelledEventType} was dropped`, {});
    return queue.delete(message.receiptHandle);
  }
  if (active.cancel(correlationId)) {
    log.info('callback cancelled, its handler is told', { correlationId });
    return queue.delete(message.receiptHandle);
  }
  const age = clock.now() - message.sentAt;
  if (age > OFFERED_MS) return queue.delete(message.receiptHandle);
  return queue.putBack(message.receiptHandle, age < SOON_MS ? 1 : 5);
}

function cancelledIn(body: string): string | undefined {
  try {
    const notice = noticeSchema.safeParse(JSON.parse(body));
    return notice.success ? notice.data.detail.correlationId : undefined;
  } catch {
    return undefined;
  }
}
