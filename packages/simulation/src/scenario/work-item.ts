/** The content of an answer. `text` makes the answer recognisable among all others of a run. */
export type Answer =
  | { readonly kind: 'success'; readonly text: string }
  | { readonly kind: 'failure'; readonly text: string };

/**
 * What becomes of one task beyond its state machine: who answers it, how, and who interferes. Durations are
 * milliseconds.
 */
export interface WorkItem {
  readonly number: number;
  readonly answer: Answer;
  /** Answered by the worker's handler, by a domain event under the business key, or not at all. */
  readonly answeredBy: 'worker' | 'domain' | 'none';
  /** How long the handler works; for a domain event, when it is published after the start of the run. */
  readonly duration: number;
  /** Heartbeats of the handler, spread evenly over its work. */
  readonly heartbeats: number;
  /** The handler answers something else each time that it is run. */
  readonly isNondeterministic: boolean;
  readonly interference: readonly Interference[];
}

/** One that its handler answers at once, and with which nothing interferes, but for what is said otherwise. */
export function plainWorkItem(number: number, more: Partial<WorkItem> = {}): WorkItem {
  return {
    number,
    answer: { kind: 'success', text: `answer of ${number}` },
    answeredBy: 'worker',
    duration: 0,
    heartbeats: 0,
    isNondeterministic: false,
    interference: [],
    ...more,
  };
}

/** An event that another source publishes under the callback's correlation ID. */
export interface Interference {
  readonly kind: InterferenceKind;
  /** Milliseconds after the request was sent; for a business key, after the start of the run. */
  readonly after: number;
}

export type InterferenceKind = (typeof interferenceKinds)[number];

export const interferenceKinds = [
  /** The workItem's answer once more, as another event. */
  'again',
  /** Another answer, by a source that may answer. */
  'contradiction',
  'forged-source',
  'forged-account',
  /** The output is missing. */
  'no-output',
  'other-version',
  /** A detail-type one letter off. */
  'misspelt-type',
  'token-shaped',
  'too-large',
  'heartbeat',
  /** A valid answer to a correlation ID that is never opened. */
  'unknown-id',
  /** An answer whose correlation ID can't be read. */
  'malformed-id',
  /** A heartbeat of a source that may not answer. */
  'forged-heartbeat',
  /** Two rules make two results of one event of the bus: one event ID with two contents. */
  'mapped-twice',
  /** The same, and the first of the two has no output. */
  'mapped-broken',
  /** An operator answers by hand. */
  'operator-answer',
  /** The same from an account that is not the relay's. */
  'operator-elsewhere',
  /** An operator lets another source answer. */
  'operator-allows',
  /** Results of which a row has room for one. */
  'large',
  'large-of-stranger',
  /** One that fits beside a large one, and leaves no room for a third sender's. */
  'large-of-account',
] as const;
