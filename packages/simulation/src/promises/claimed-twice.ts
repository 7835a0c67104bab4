import type { Evidence } from './evidence.ts';

/**
 * A known gap, see "Outside" of promises 1 and 4 in docs/promises.md: of two claims for one event, one was to be taken off
 * what a row that was opened again presumes, and what it presumes was true of the other; or it could not be taken off.
 */
export function isWithdrawnBesideAnother({ steps }: Pick<Evidence, 'steps'>, eventId: string): boolean {
  const claims = new Set<string>();
  for (const step of steps) {
    if (!('claim' in step) || step.event !== eventId) continue;
    if (step.call === 'claim' && step.done) claims.add(step.claim);
    const isTaken = step.call === 'withdraw' && (step.done || step.fate !== 'answered');
    if (isTaken && claims.size > 1) return true;
  }
  return false;
}
