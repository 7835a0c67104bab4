import { randomBytes, randomUUID } from 'node:crypto';
import { currentVersion, type JsonValue, mintCorrelationId, type Request } from '@callback-relay/contract';
import type { Stage } from './stage/stage.ts';

const FIVE_MINUTES_MS = 300_000;

/** A request for new work, which has not been asked for before. */
export function requestFor(stage: Stage, payload: JsonValue): Request {
  return {
    version: currentVersion,
    correlationId: mintCorrelationId('conformance', randomBytes),
    idempotencyKey: randomUUID(),
    payload,
    deadline: new Date(Date.now() + FIVE_MINUTES_MS).toISOString(),
    replyTo: { eventBus: stage.eventBus },
  };
}
