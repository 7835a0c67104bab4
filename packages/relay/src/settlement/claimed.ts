import type { Claim, SettlingRow, WaitingRow } from '@callback-relay/callbacks-table';
import type { ResultMessage } from '../message/message.ts';

/** A callback that was claimed for a result: its row as it was before, with the token. */
export interface Claimed {
  readonly row: WaitingRow | SettlingRow;
  readonly claim: Claim;
  readonly result: ResultMessage;
}

/** Whether an earlier claim of this event may have reached Step Functions. */
export function hasOpenClaim({ row, claim }: Claimed): boolean {
  return row.state === 'settling' && row.attempts.some((attempt) => attempt !== claim.claimId);
}
