import {
  cancelledEventType,
  eventEnvelopeSchema,
  RelayError,
  relaySource,
  schemasFor,
  validate,
} from '@callback-relay/contract';
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

/** How long a notice is returned to the queue for other processes, or for a request that is still on its way. */
const OFFERED_MS = 60_000;
/** At first others are to have it soon; later it is more likely that none is at work. */
const SOON_MS = 10_000;
const AFTER_ERROR_MS = 1_000;

/** Hands cancellations to the handlers at work here, until `stopped` is aborted. Never throws. */
export async function pollCancellations(ports: CancellationPorts, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      const messages = await ports.queue.receive(stopped);
      await Promise.all(messages.map((message) => dispatch(message, ports)));
    } catch (thrown) {
      if (stopped.aborted) return;
      ports.log.warn('cancellations not polled for the moment', { reason: String(thrown) });
      await pause(ports.clock, AFTER_ERROR_MS);
    }
  }
}

async function dispatch(message: CancellationMessage, ports: CancellationPorts): Promise<void> {
  const { queue, active, clock, log } = ports;
  const correlationId = cancelledIn(message.body);
  if (correlationId === undefined) {
    log.warn(`a message that is not a ${cancelledEventType} was dropped`, {});
    return queue.delete(message.receiptHandle);
  }
  if (active.cancel(correlationId)) {
    log.info('callback cancelled, its handler is asked to stop', { correlationId });
    return queue.delete(message.receiptHandle);
  }
  const age = clock.now() - message.sentAt;
  if (age > OFFERED_MS) return queue.delete(message.receiptHandle);
  return queue.changeVisibility(message.receiptHandle, age < SOON_MS ? 1 : 5);
}

/** The callback that a notice of the relay names; undefined for any other message. */
function cancelledIn(body: string): string | undefined {
  const event = eventEnvelopeSchema.safeParse(parsed(body)).data;
  if (event?.source !== relaySource || event['detail-type'] !== cancelledEventType) return undefined;
  const schemas = schemasFor(event.detail);
  if (schemas instanceof RelayError) return undefined;
  return validate(schemas.cancelled, event.detail).value?.correlationId;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
