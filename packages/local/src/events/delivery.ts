import type { Target } from './bus.ts';
import type { BusEvent } from './event.ts';

/** One event on its way to one target of one rule: plain data, so that a restart may go on with it. */
export interface Delivery {
  readonly id: string;
  readonly ruleArn: string;
  readonly ruleName: string;
  /** As it was when the event matched. */
  readonly target: Target;
  readonly event: BusEvent;
  /** Milliseconds since the epoch, as all times here. */
  readonly ingestedAt: number;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
}
