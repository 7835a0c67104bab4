import type { State, Step } from '../checker/checker-output.ts';
import type { TlaValue } from '../checker/tla-value.ts';

type Fields = { readonly [key: string]: TlaValue };

/** What one step changed, and who made it. */
export interface Change {
  readonly action: string;
  readonly before: State;
  readonly after: State;
  /** The handling that took the step, as it was before and after; its name where one took it. */
  readonly handler?: { readonly name: string; readonly before: Fields; readonly after: Fields };
  /** The opening that took it, 1 for the first. */
  readonly opening?: number;
  /** What struck, where something did. */
  readonly fault?: 'unheard' | 'without effect';
}

/** The steps of a counterexample, each with the state before it. */
export function changesOf(steps: readonly Step[]): readonly Change[] {
  return steps.slice(1).map((step, at) => changeOf(step, steps[at]?.state ?? {}));
}

function changeOf({ action, state: after }: Step, before: State): Change {
  const name = changed(before.handler, after.handler)[0];
  const opening =
    changed(before.requester, after.requester)[0] ??
    changed(before.task, after.task)[0] ??
    openedIn(before, after);
  const hasFault = before.faults !== after.faults;
  return {
    action,
    before,
    after,
    ...(name !== undefined && {
      handler: { name, before: fieldOf(before.handler, name), after: fieldOf(after.handler, name) },
    }),
    ...(opening !== undefined && { opening: Number(opening) }),
    ...(hasFault && { fault: hasEffect(before, after) ? 'unheard' : 'without effect' }),
  };
}

/** The callback whose row has just begun to wait, where its requester has not heard of it. */
function openedIn(before: State, after: State): string | undefined {
  const key = changed(before.row, after.row)[0];
  const row = key === undefined ? {} : fieldOf(after.row, key);
  return row.state === 'waiting' ? String(row.opening) : undefined;
}

/** Whether the call did what it was made for: something beside the caller changed. */
function hasEffect(before: State, after: State): boolean {
  return ['row', 'sent', 'verdicts', 'messages', 'newest', 'requested', 'cancellations'].some(
    (name) => !isSame(before[name], after[name]),
  );
}

/** Names under which two functions differ; a tuple's begin with 1. */
export function changed(before: TlaValue | undefined, after: TlaValue | undefined): readonly string[] {
  const [a, b] = [entriesOf(before), entriesOf(after)];
  return Object.keys(b).filter((key) => !isSame(a[key], b[key]));
}

export function fieldOf(value: TlaValue | undefined, name: string): Fields {
  const field = entriesOf(value)[name];
  return field === undefined ? {} : entriesOf(field);
}

function entriesOf(value: TlaValue | undefined): Fields {
  if (Array.isArray(value))
    return Object.fromEntries(value.map((one: TlaValue, at) => [String(at + 1), one]));
  return typeof value === 'object' ? (value as Fields) : {};
}

function isSame(a: TlaValue | undefined, b: TlaValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
