import type { Store } from './store.ts';

/**
 * Writes checksums that are known to be right, which SQLite would work out once more. It decides by the setting when it
 * prepares a statement.
 */
export function withoutChecks<const Result>(store: Store, work: () => Result): Result {
  const setChecks = (ignored: 0 | 1) => store.prepare(`PRAGMA ignore_check_constraints = ${ignored}`).run();
  setChecks(1);
  try {
    return work();
  } finally {
    setChecks(0);
  }
}
