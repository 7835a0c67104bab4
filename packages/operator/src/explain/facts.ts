import type { CallbackView } from '../callback/callback-view.ts';
import type { DeadLetter } from '../dead-letters/peek.ts';
import type { LogLine } from '../logs/read-logs.ts';
import type { VerdictEntry } from '../logs/verdicts.ts';
import type { QueueDepth } from '../queues/list-queues.ts';

/** All that `explain` looks at. What is undefined could not be read, or is not there. */
export interface Facts {
  readonly now: number;
  readonly callback: CallbackView;
  /** Of the task, where it was retried. */
  readonly newestAttempt: number | undefined;
  /** Of each source that may answer and has a request queue by convention. */
  readonly workers: readonly WorkerFacts[];
  readonly relay: RelayFacts;
  /** Results of sources that may answer which are parked under other keys. */
  readonly parkedElsewhere: readonly VerdictEntry[];
}

export interface WorkerFacts {
  readonly name: string;
  readonly queue: QueueDepth;
  readonly consumer: Consumer | undefined;
  /** Requests of this callback in the dead-letter queue. */
  readonly deadLetters: readonly DeadLetter[];
  /** Errors in the worker's log since the callback was opened: its own, or any while its request was there. */
  readonly errors: readonly LogLine[];
}

export interface RelayFacts {
  readonly queue: QueueDepth | undefined;
  readonly consumer: Consumer | undefined;
  /** Results of this callback in the dead-letter queue. */
  readonly deadLetters: readonly DeadLetter[];
  /** Lines of the relay's log that say that a call was denied or failed. */
  readonly faults: readonly LogLine[];
}

/** The function that a queue's event source mapping feeds. */
export interface Consumer {
  readonly functionName: string;
  readonly enabled: boolean;
}
