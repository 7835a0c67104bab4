import { listPage } from '../foundation/list-page.ts';
import { checkRange, invalidSchedule } from './constraints.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
const MOST_ITEMS = 100;

/**
 * One page of a list, as `MaxResults` and `NextToken` ask for it.
 * @throws AwsError ValidationException
 */
export function scheduleListPage<Item>(
  all: readonly Item[],
  { MaxResults, NextToken }: Readonly<Record<string, unknown>>,
): { readonly items: readonly Item[]; readonly next: { readonly NextToken?: string } } {
  const most = Number(MaxResults ?? MOST_ITEMS);
  if (!Number.isInteger(most)) throw invalidSchedule(`MaxResults is not a whole number: ${MaxResults}`);
  checkRange('maxResults', most, 1, MOST_ITEMS);
  const page = listPage(all, most, NextToken === undefined ? undefined : String(NextToken));
  if (page === undefined) throw invalidSchedule('The NextToken is none that a page has given.');
  return { items: page.items, next: page.next === undefined ? {} : { NextToken: page.next } };
}
