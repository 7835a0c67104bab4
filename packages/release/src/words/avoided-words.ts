/** A word or phrase that this project does not use, in the sense that the field has another word for. */
export interface AvoidedWord {
  /** Matched as a whole word, in any case, also within names: `isTold`, `toldVerdicts`, `handBack`. */
  readonly pattern: string;
  readonly instead: string;
}

/**
 * Words of our own that once stood for terms of AWS, of Enterprise Integration Patterns or of Node. This is the one place
 * where they stand, as the patterns that `pnpm verify` looks for.
 */
export const avoidedWords: readonly AvoidedWord[] = [
  { pattern: 'told|untold', instead: 'publish, report, distinguish or know' },
  { pattern: 'whoever|nobody|somebody', instead: 'the actor by name: the publisher, the operator, a task' },
  { pattern: 'anew', instead: 'again' },
  { pattern: 'hand(s|ed|ing)? back|put(s|ting)? back', instead: 'return, or return to the queue' },
  { pattern: 'untried', instead: 'deferred' },
  { pattern: 'bury|buries|buried', instead: 'send to the dead-letter queue' },
  { pattern: 'hopeless', instead: 'nonRetryable' },
  { pattern: 'loud', instead: 'needs the operator' },
  { pattern: 'carry out|pronounce[sd]?|stand[- ]by|wait[- ]aside', instead: 'apply, record, retry later' },
  { pattern: 'start heart|beaten', instead: 'heartbeat' },
  { pattern: 'grounds|judgements?', instead: 'verdict reason, verdict record' },
  { pattern: 'call(ed)? off|silences?', instead: 'cancel the timer, no result' },
  { pattern: 'open house|switchboard', instead: 'start services, service router' },
  { pattern: 'cabinet', instead: 'key-value store' },
  { pattern: 'wake at|driven clock', instead: 'set timer, manual clock' },
  { pattern: 'workings|surroundings|stimulus|poked?', instead: 'state, context, input, send' },
  { pattern: 'hosted|passed over', instead: 'supported, ignored' },
  { pattern: 'request facts', instead: 'request context' },
  { pattern: 'guarded queue', instead: 'queue with dead letters' },
  { pattern: 'deed|meddl(e|es|ed|er|ing)|fickle', instead: 'work item, interference, nondeterministic' },
  { pattern: 'patience', instead: 'timeout' },
  {
    pattern:
      '(?<!there )(is|are|was|were) no (JSON|text|number|list|object|array|string|path|token|time|error|failure|whole number)s?',
    instead: 'is not, with an article',
  },
];
