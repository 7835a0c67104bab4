import type { EventReference, Outcome } from '@callback-relay/callbacks-table';
import type { Code, CorrelationId, endedStatuses } from '@callback-relay/contract';

/** What a message of the relay queue turned out to be. */
export type Message =
  | ResultMessage
  | HeartbeatMessage
  | AllowanceMessage
  | OpenedMessage
  | EndedMessage
  | RefusedMessage;

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
  /** How far the work is: JSON text. */
  readonly progress?: string;
  /** When the bus took it, in epoch milliseconds, where the event has it. */
  readonly sentAt?: number;
}

/** `Callback Sources Allowed`: an operator lets further sources answer a callback. */
export interface AllowanceMessage {
  readonly kind: 'allowance';
  readonly correlationId: CorrelationId;
  readonly event: EventReference;
  readonly sources: readonly string[];
}

/** `Callback Opened`: a callback was opened over parked results. */
export interface OpenedMessage {
  readonly kind: 'opened';
  readonly correlationId: CorrelationId;
}

/** `Step Functions Execution Status Change`: an execution ended, and does not wait for its callbacks any more. */
export interface EndedMessage {
  readonly kind: 'ended';
  /** What its callbacks' rows name it by, see `executionKeyOf`. */
  readonly execution: string;
  readonly status: (typeof endedStatuses)[number];
  /** Attempts from this number on are of a redrive since, see `attemptsAfter`. */
  readonly before: number;
}

/** Whether the rule sends it to the deferred queue, which delays it by `lateSearchSeconds`. */
export function isLateNotice(message: Message): boolean {
  return message.kind === 'ended' && message.status === 'SUCCEEDED';
}

/** Can change nothing: its verdict is recorded, and that is all. */
export interface RefusedMessage {
  readonly kind: 'refused';
  readonly correlationId: CorrelationId | null;
  readonly event: EventReference;
  readonly verdict: 'invalid' | 'too-large';
  readonly code: Code;
  readonly reason: string;
}
