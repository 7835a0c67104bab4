import type { ReadableRow } from '@callback-relay/callbacks-table';
import type { TaskHistory } from '../executions/read-history.ts';
import type { VerdictEntry } from '../logs/verdicts.ts';
import type { Wait } from '../waits/wait.ts';

/** A callback, with all that is known of it but its token. */
export interface CallbackView extends Omit<Wait, 'sources'> {
  readonly state: ReadableRow['state'];
  readonly sources: readonly string[];
  readonly accounts?: readonly string[];
  /** `$$.State.RetryCount` */
  readonly attempt?: number;
  /** `$$.Execution.RedriveCount`; left out where the execution had not been redriven. */
  readonly redrive?: number;
  readonly businessKey?: boolean;
  /** Of a result: the event that settles it. */
  readonly answeredBy?: string;
  /** What the row remembers of the events that it was answered with. */
  readonly answers: readonly RememberedAnswer[];
  readonly parked: readonly ParkedView[];
  readonly heartbeat?: { readonly at: string; readonly progress?: unknown };
  readonly verdicts: readonly VerdictEntry[];
  readonly task?: TaskHistory;
  /** What could not be read, and why: a right that is missing, usually. */
  readonly notes: readonly string[];
  readonly way: readonly Station[];
}

export interface RememberedAnswer {
  readonly eventId: string;
  readonly at: string;
  readonly verdict?: string;
  readonly operator?: { readonly who: string; readonly why: string };
}

export interface ParkedView {
  readonly source: string;
  readonly account: string;
  readonly parkedAt: string;
  readonly until: string;
  readonly outcome: unknown;
}

export type StationName = 'state machine' | 'table' | 'request queue' | 'worker' | 'bus' | 'relay';

/** One of the six stages of a callback's way, and how far it is there. */
export interface Station {
  readonly name: StationName;
  readonly status: 'done' | 'here' | 'ahead' | 'failed';
  readonly at?: string;
  readonly says: string;
}
