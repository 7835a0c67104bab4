import type { EventReference, Outcome } from '@callback-relay/callbacks-table';
import type { Code, CorrelationId } from '@callback-relay/contract';

/** What a message of the relay queue turned out to be. */
export type Message = ResultMessage | HeartbeatMessage | OpenedMessage | EndedMessage | RefusedMessage;

/** An outcome for a callback. A broken result whose callback can be read is one too: it fails the task. */
export interface ResultMessage {
  readonly kind: 'result';
  readonly correlationId: CorrelationId;
  readonly event: EventReference;
  readonly fingerprint: string;
  readonly outcome: Outcome;
}

export interface HeartbeatMessage {
  readonly kind: 'heartbeat';
  readonly correlationId: CorrelationId;
  readonly event: EventReference;
}

/** `Callback Opened`: a callback was opened over parked results. */
export interface OpenedMessage {
  readonly kind: 'opened';
  readonly correlationId: CorrelationId;
}

/** `Step Functions Execution Status Change`: an execution ended, and nobody waits for its callbacks any more. */
export interface EndedMessage {
  readonly kind: 'ended';
  /** What its callbacks' rows name it by, see `executionKeyOf`. */
  readonly execution: string;
  readonly status: EndedStatus;
}

export const endedStatuses = ['ABORTED', 'TIMED_OUT', 'FAILED'] as const;

export type EndedStatus = (typeof endedStatuses)[number];

/** Can change nothing: told, and done with. */
export interface RefusedMessage {
  readonly kind: 'refused';
  readonly correlationId: CorrelationId | null;
  readonly event: EventReference;
  readonly verdict: 'invalid' | 'too-large';
  readonly code: Code;
  readonly reason: string;
}
