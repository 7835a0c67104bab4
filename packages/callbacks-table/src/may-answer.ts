import type { CallbackDetails } from './callback-row.ts';

/** Whether this source and account are among those that the callback names. */
export function mayAnswer(
  row: Pick<CallbackDetails, 'allowedSources' | 'allowedAccounts'>,
  sender: { readonly source: string; readonly account: string },
): boolean {
  const isSource = row.allowedSources.includes(sender.source);
  return isSource && (row.allowedAccounts?.includes(sender.account) ?? true);
}
