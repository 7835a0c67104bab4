import type { CallFailure } from '../call/call.ts';
import type { Relay } from '../ports/relay.ts';
import type { Item } from './item.ts';

/** Writes down a call that failed, with whose callback it was. */
export function reportFailure(
  { journal }: Relay,
  { message }: Item,
  { operation, fault }: CallFailure,
): void {
  const correlationId = 'correlationId' in message ? message.correlationId : null;
  journal.fault({
    ...(correlationId !== null && { correlationId }),
    operation,
    kind: fault.kind,
    error: fault.name,
    message: fault.message,
    loud: fault.loud,
  });
}
