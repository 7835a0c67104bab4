const kinds: Readonly<Record<string, string>> = {
  on: 'good',
  off: 'bad',
  waiting: 'running',
  settling: 'running',
  RUNNING: 'running',
  settled: 'good',
  delivered: 'good',
  SUCCEEDED: 'good',
  duplicate: 'quiet',
  parked: 'odd',
  cancelled: 'quiet',
  ABORTED: 'quiet',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  undeliverable: 'bad',
  forbidden: 'bad',
  invalid: 'bad',
  'too-large': 'bad',
  conflicting: 'bad',
};

/** A state, a status or a verdict, in its colour and its word. */
export function Chip({ word, hint }: { readonly word: string; readonly hint?: string | undefined }) {
  return (
    <span class={`chip ${kinds[word] ?? 'odd'}`} title={hint}>
      {word.toLowerCase().replaceAll('_', ' ')}
    </span>
  );
}
