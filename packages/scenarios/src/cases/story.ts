import { randomUUID } from 'node:crypto';
import { currentVersion, type Request, resultTypes } from '@callback-relay/contract';
import type { Answer } from '../world/world.ts';

/** A name that runs through one scenario: in the execution's input, and in the request's payload. */
export function newStory(): string {
  return randomUUID();
}

type Addressed = Pick<Request, 'correlationId'>;

export function succeeded({ correlationId }: Addressed, output: unknown, source?: string): Answer {
  const detail = { version: currentVersion, correlationId, output };
  return { type: resultTypes.succeeded, detail, ...(source !== undefined && { source }) };
}

export function failed({ correlationId }: Addressed, error: string, cause: string): Answer {
  return { type: resultTypes.failed, detail: { version: currentVersion, correlationId, error, cause } };
}

export function heartbeat({ correlationId }: Addressed, progress: unknown): Answer {
  return { type: resultTypes.heartbeat, detail: { version: currentVersion, correlationId, progress } };
}
