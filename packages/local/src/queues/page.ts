import { listPage } from '../foundation/list-page.ts';
import { invalidParameter } from './queue-error.ts';

/** SQS's largest page, and the one without MaxResults. */
const MOST = 1000;

/**
 * One page of a list. A token is only given where MaxResults is.
 * @throws AwsError InvalidParameterValue
 */
export function pageOf<Item>(
  items: readonly Item[],
  { MaxResults: most = MOST, NextToken: token }: Readonly<Record<string, unknown>>,
): { items: readonly Item[]; NextToken?: string } {
  if (typeof most !== 'number' || most < 1 || most > MOST)
    throw invalidParameter(
      `Value for parameter MaxResults is invalid. Reason: must be between 1 and ${MOST}.`,
    );
  const page = listPage(items, most, token === undefined ? undefined : String(token));
  if (page === undefined) throw invalidParameter('Invalid or expired next token.');
  return { items: page.items, ...(page.next !== undefined && { NextToken: page.next }) };
}
