/** A word or phrase that this project does not use, in the sense that the field has another word for. */
export interface AvoidedWord {
  /** Matched as a whole word, in any case, also within names, `likeThis` and `LIKE_THIS`. Its first letter in brackets keeps it from finding itself. */
  readonly pattern: string;
  readonly instead: string;
}

/**
 * Words of our own that once stood for terms of AWS, of Enterprise Integration Patterns or of Node. They stand
 * nowhere but here, as the patterns that `pnpm verify` looks for.
 */
export const avoidedWords: readonly AvoidedWord[] = [
  { pattern: '[t]old|[u]ntold', instead: 'publish, report, distinguish or know' },
  {
    pattern: '[w]hoever|[n]obody|[s]omebody',
    instead: 'the actor by name: the publisher, the operator, a task',
  },
  { pattern: '[a]new', instead: 'again' },
  { pattern: '[h]and(s|ed|ing)? back|[p]ut(s|ting)? back', instead: 'return, or return to the queue' },
  { pattern: '[u]ntried', instead: 'deferred' },
  { pattern: '[b]ury|[b]uries|[b]uried', instead: 'send to the dead-letter queue' },
  { pattern: '[h]opeless', instead: 'nonRetryable' },
  { pattern: '[l]oud', instead: 'needs the operator' },
  {
    pattern: '[c]arry out|[p]ronounce[sd]?|[s]tand[- ]by|[w]ait[- ]aside',
    instead: 'apply, record, retry later',
  },
  { pattern: '[s]tart heart|[b]eaten', instead: 'heartbeat' },
  { pattern: '[g]rounds|[j]udgements?', instead: 'verdict reason, verdict record' },
  { pattern: '[c]all(ed)? off|[s]ilences?', instead: 'cancel the timer, no result' },
  { pattern: '[o]pen house|[s]witchboard', instead: 'start services, service router' },
  { pattern: '[c]abinet', instead: 'key-value store' },
  { pattern: '[w]ake at|[d]riven clock', instead: 'set timer, manual clock' },
  { pattern: '[w]orkings|[s]urroundings|[s]timulus|[p]oked?', instead: 'state, context, input, send' },
  { pattern: '[h]osted|[p]assed over', instead: 'supported, ignored' },
  { pattern: '[r]equest facts', instead: 'request context' },
  { pattern: '[g]uarded queue', instead: 'queue with dead letters' },
  {
    pattern: '[d]eed|[m]eddl(e|es|ed|er|ing)|[f]ickle',
    instead: 'work item, interference, nondeterministic',
  },
  { pattern: '[p]atience', instead: 'timeout' },
  {
    pattern:
      '(?<!there )(is|are|was|were) no (JSON|text|number|list|object|array|string|path|token|time|error|failure|whole number)s?',
    instead: 'is not, with an article',
  },
];
