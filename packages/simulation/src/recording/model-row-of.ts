import type { CallbackRow } from '@callback-relay/callbacks-table';
import { type ModelOpening, type ModelRow, noRow } from '@callback-relay/spec';

/** The row as the specification has it: nothing of a token or a body. */
export function modelRowOf(row: CallbackRow | undefined): ModelRow {
  if (row === undefined) return noRow;
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
    ...(row.state !== 'parked' && { opening: modelOpeningOf(row) }),
    token: 'taskToken' in row,
    execution: 'execution' in row ? row.execution : 'none',
    answeredBy: 'answeredBy' in row ? row.answeredBy : 'none',
    attempts: 'attempts' in row ? [...row.attempts].sort() : [],
    answers: Object.fromEntries(answers),
    parked: Object.fromEntries(parked),
    overParked: row.state !== 'parked' && 'parked' in row && row.parked !== undefined,
  };
}

type Opened = Pick<
  Exclude<CallbackRow, { state: 'parked' }>,
  'openingId' | 'idempotencyKey' | 'attempt' | 'business' | 'openedAt' | 'deadline'
>;

export function modelOpeningOf(row: Opened): ModelOpening {
  const { openingId: id, idempotencyKey: task, attempt, business, openedAt, deadline } = row;
  return { id, task, attempt, business, openedAt, deadline };
}
