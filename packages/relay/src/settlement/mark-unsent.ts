import type { ClaimReference } from '../ports/callback-store.ts';
import type { Relay } from '../ports/relay.ts';

/**
 * Notes on the row that this claim reached nobody, so that a TaskTimedOut next time is not taken for our own doing.
 * Best effort: where it fails, the next attempt is taken as unsure, which loses nothing and calls a late result
 * delivered.
 */
export async function markUnsent({ store }: Relay, claim: ClaimReference): Promise<void> {
  await store.markUnsent(claim).catch(() => false);
}
