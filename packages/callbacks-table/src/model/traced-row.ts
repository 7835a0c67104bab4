import type { CallbackDetails, CallbackRow } from '../callback-row.ts';

/**
 * A row as traces hold it (`pnpm model --trace FILE` checks them): what the protocol's specification knows of it, and nothing
 * of a token or a body. `none` stands for what is not there.
 */
export interface TracedRow {
  state: CallbackRow['state'] | 'none';
  /** Left out where the row was never opened. */
  opening?: TracedOpening;
  /** Whether it has one. */
  token: boolean;
  execution: string;
  answeredBy: string;
  /** Claim IDs in order. */
  attempts: string[];
  /** By event ID; `says` is the fingerprint of the event's content. */
  answers: Record<string, { verdict: string; says: string; presumedBy: string }>;
  /** By sender. */
  parked: Record<string, { event: string; says: string; verdict: string }>;
  /** Whether it was opened over parked results. */
  overParked: boolean;
}

/** Which opening a row is of. Times are epoch milliseconds. */
export interface TracedOpening
  extends Pick<CallbackDetails, 'attempt' | 'business' | 'openedAt' | 'deadline'> {
  readonly id: string;
  readonly task: string;
}

export function tracedRowOf(row: CallbackRow | undefined): TracedRow {
  if (row === undefined) return { ...nothing };
  const answers = Object.entries(row.answers).map(
    ([event, { verdict = 'none', fingerprint, presumedBy = 'none' }]) =>
      [event, { verdict, says: fingerprint, presumedBy }] as const,
  );
  const parked = Object.entries(('parked' in row ? row.parked : undefined) ?? {}).map(
    ([sender, { event, fingerprint, outcome }]) =>
      [sender, { event: event.id, says: fingerprint, verdict: outcome.verdict }] as const,
  );
  return {
    state: row.state,
    ...(row.state !== 'parked' && { opening: tracedOpeningOf(row) }),
    token: 'taskToken' in row,
    execution: 'execution' in row ? row.execution : 'none',
    answeredBy: 'answeredBy' in row ? row.answeredBy : 'none',
    attempts: 'attempts' in row ? [...row.attempts].sort() : [],
    answers: Object.fromEntries(answers),
    parked: Object.fromEntries(parked),
    overParked: row.state !== 'parked' && 'parked' in row && row.parked !== undefined,
  };
}

const nothing: TracedRow = {
  state: 'none',
  token: false,
  execution: 'none',
  answeredBy: 'none',
  attempts: [],
  answers: {},
  parked: {},
  overParked: false,
};

export function tracedOpeningOf(
  row: Omit<TracedOpening, 'id' | 'task'> & Pick<CallbackDetails, 'openingId' | 'idempotencyKey'>,
): TracedOpening {
  const { openingId: id, idempotencyKey: task, attempt, business, openedAt, deadline } = row;
  return { id, task, attempt, business, openedAt, deadline };
}
