import type { Failure } from './failure.ts';

/**
 * No wildcard reaches this. AWS documents States.DataLimitExceeded as one more of the kind, and its recorded answers
 * show States.ALL catch it where a task's result is too large.
 */
const TERMINAL: ReadonlySet<string> = new Set(['States.Runtime']);

/** Whether one name in `ErrorEquals` matches a failure, wildcards included. */
const nameMatches = (name: string, failure: Failure): boolean => {
  const terminal = failure.error !== null && TERMINAL.has(failure.error);
  if (name === 'States.ALL') return !terminal;
  // Matches any error except a timeout.
  if (name === 'States.TaskFailed') return !terminal && failure.error !== 'States.Timeout';
  if (name === 'States.HeartbeatTimeout' && failure.missedHeartbeat) return true;
  return name === failure.error;
};

/** The index of the first Retrier or Catcher for a failure; -1 if there is none. */
export const firstMatch = (rules: readonly { ErrorEquals: readonly string[] }[], failure: Failure): number =>
  // States.Runtime always fails the execution, even where it is named.
  failure.error === 'States.Runtime'
    ? -1
    : rules.findIndex((rule) => rule.ErrorEquals.some((name) => nameMatches(name, failure)));
