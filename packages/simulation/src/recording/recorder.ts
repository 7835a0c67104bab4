import type { CallbackRow } from '@callback-relay/callbacks-table';
import { tracedRowOf } from '@callback-relay/callbacks-table/model';
import { noRow, type Step } from '@callback-relay/spec';

/** What a step holds beside when, by whom, and what became of it; its recorder knows the row afterwards. */
export type StepContent = Step extends infer One
  ? One extends Step
    ? Omit<One, 'at' | 'by' | 'fate' | 'after'>
    : never
  : never;

/** The steps of a run, in the order in which they took effect. */
export interface Recorder {
  readonly steps: readonly Step[];
  /** Before a call takes effect: notes the rows that time has taken meanwhile. */
  look(rows: readonly string[]): void;
  /** What becomes of the step, as long as its caller has not heard of it, is that it never will. */
  add(by: string, content: StepContent, fate: Step['fate']): { fate: Step['fate'] };
}

const withoutRow: ReadonlySet<string> = new Set([
  'publishOpened',
  'sendRequest',
  'publishCancelled',
  'send',
  'verdict',
]);

export function createRecorder(
  now: () => number,
  rowOf: (correlationId: string) => CallbackRow | undefined,
): Recorder {
  const steps: Step[] = [];
  const present = new Set<string>();

  function push(step: object): { fate: Step['fate'] } {
    steps.push(step as Step);
    return step as { fate: Step['fate'] };
  }

  return {
    steps,
    look(rows) {
      for (const row of rows) {
        if (!present.has(row) || rowOf(row) !== undefined) continue;
        present.delete(row);
        push({ at: now(), row, by: 'dynamodb', call: 'expire', fate: 'answered', done: true, after: noRow });
      }
    },
    add(by, content, fate) {
      const step = { at: now(), by, fate, ...content };
      if (withoutRow.has(content.call)) return push(step);
      const row = rowOf(content.row);
      if (row !== undefined) present.add(content.row);
      return push({ ...step, after: tracedRowOf(row) });
    },
  };
}
