import type { CallbackDetails, EventReference } from './callback-row.ts';

/** Whether this source and account are among those that the callback names; an operator may answer every callback. */
export function mayAnswer(
  row: Pick<CallbackDetails, 'allowedSources' | 'allowedAccounts'>,
  sender: Pick<EventReference, 'source' | 'account' | 'operator'>,
): boolean {
  if (sender.operator !== undefined) return true;
  const isSource = row.allowedSources.includes(sender.source);
  return isSource && (row.allowedAccounts?.includes(sender.account) ?? true);
}
