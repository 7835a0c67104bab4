import type { Opened } from './callback-row.ts';

/** Whether this source and account are among those that the callback names. */
export function mayAnswer(
  row: Pick<Opened, 'allowedSources' | 'allowedAccounts'>,
  sender: { readonly source: string; readonly account: string },
): boolean {
  const isSource = row.allowedSources.includes(sender.source);
  return isSource && (row.allowedAccounts?.includes(sender.account) ?? true);
}
