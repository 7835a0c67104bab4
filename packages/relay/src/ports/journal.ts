import type { BrokenInvariant, EventReference } from '@callback-relay/callbacks-table';
import type { Code, Verdict } from '@callback-relay/contract';
import type { AwsErrorKind } from '@callback-relay/contract/runtime';

/** Where the relay writes what it did: structured log lines and metrics. Synchronous, and never throws. */
export interface Journal {
  /** One for every verdict. */
  verdict(record: VerdictRecord): void;
  /** One for every call that failed and for every record that is returned to its queue for it. */
  fault(report: FaultReport): void;
  /** One for every rule that did not hold: a fault of ours, or a row that was changed by hand. */
  brokenInvariant(report: InvariantReport): void;
}

/** A rule of the protocol that did not hold. What it is about goes back to its queue. */
export interface InvariantReport extends BrokenInvariant {
  readonly correlationId?: string;
}

/** What the relay decided about a result event. Never holds a token or a body. */
export interface VerdictRecord {
  readonly verdict: Verdict;
  /** Null where the event gave none that can be read. */
  readonly correlationId: string | null;
  readonly event: EventReference;
  readonly code?: Code;
  /** Why, for people. */
  readonly reason: string;
  /** Whether the event had this verdict before, and it is only recorded again. */
  readonly repeated: boolean;
}

export interface FaultReport {
  readonly correlationId?: string;
  /** What was tried: the AWS operation. */
  readonly operation: string;
  readonly kind: AwsErrorKind;
  /** The error's name. */
  readonly error: string;
  readonly message: string;
  /** Whether it stays until an operator acts: denied access, a refused configuration. */
  readonly needsOperator: boolean;
}
