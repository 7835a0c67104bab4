import type { ClaimReference } from '@callback-relay/callbacks-table';
import { mark } from '@callback-relay/contract/runtime';
import type { Relay } from '../ports/relay.ts';

/**
 * Notes on the row that this claim has reached Step Functions in no call, so that a TaskTimedOut next time is not taken
 * for our own doing. A business key may have been opened again meanwhile: then the event is no longer presumed to be
 * delivered, and when it comes back it is the new opening's. Best effort: where it fails, the next attempt is taken as
 * unsure, which calls a late result delivered.
 */
export async function markUnsent({ store }: Relay, claim: ClaimReference): Promise<void> {
  if (await store.markUnsent(claim).catch(() => false)) return mark('unsent/marked');
  if (await store.withdraw(claim).catch(() => false)) return mark('unsent/withdrawn-from-another-opening');
  mark('unsent/not-marked');
}
