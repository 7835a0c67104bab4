import type { CallbackDetails, CallbackRow, ParkedRow, SettledRow, SettlingRow } from './callback-row.ts';

/** A rule that did not hold. Never holds a token or a body. */
export interface BrokenInvariant {
  /** The number of the promise that the rule is for, see docs/promises.md. */
  readonly promise: number;
  /** Which rule, for people. */
  readonly rule: string;
}

/**
 * The first rule that a row breaks, of those that hold between any two writes; `undefined` where it breaks none. Types
 * say most of it, and a table holds what was written: by a fault of ours, by another version, or by hand.
 */
export function brokenRule(row: CallbackRow): BrokenInvariant | undefined {
  if (row.state === 'parked') return ofParked(row);
  const { isOpen, hasToken } = {
    isOpen: row.state === 'waiting' || row.state === 'settling',
    hasToken: 'taskToken' in row && typeof row.taskToken === 'string' && row.taskToken !== '',
  };
  if (isOpen && !hasToken) return broken(1, 'an open callback has its task token');
  if (!isOpen && hasToken) return broken(7, 'a closed callback has no task token');
  return ofOpened(row) ?? (row.state === 'settling' || row.state === 'settled' ? ofClaimed(row) : undefined);
}

function ofOpened(row: CallbackRow & CallbackDetails): BrokenInvariant | undefined {
  if (!Number.isFinite(row.deadline)) return broken(9, 'a callback has a deadline');
  if (!(row.expiresAt * 1000 >= row.deadline)) return broken(1, 'a row outlives its deadline');
  if (!Array.isArray(row.allowedSources) || row.allowedSources.length === 0)
    return broken(8, 'a callback names who may answer it');
  return undefined;
}

function ofClaimed(row: SettlingRow | SettledRow): BrokenInvariant | undefined {
  const answer = Object.hasOwn(row.answers, row.answeredBy) ? row.answers[row.answeredBy] : undefined;
  if (answer === undefined) return broken(2, 'a claimed callback remembers the event that claimed it');
  if (row.state === 'settled') {
    return answer.verdict === undefined
      ? broken(1, 'a settled callback has the verdict of its event')
      : undefined;
  }
  return new Set(row.attempts).size === row.attempts.length
    ? undefined
    : broken(4, 'each claim of an event is on the row once');
}

function ofParked({ parked, expiresAt }: ParkedRow): BrokenInvariant | undefined {
  const results = Object.values(parked);
  if (results.some(({ until, parkedAt }) => !(until >= parkedAt)))
    return broken(3, 'a parked result has a time until which it waits');
  if (results.some(({ until }) => expiresAt * 1000 < until))
    return broken(1, 'a row outlives what is parked on it');
  return undefined;
}

function broken(promise: number, rule: string): BrokenInvariant {
  return { promise, rule };
}
