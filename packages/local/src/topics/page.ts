import { listPage } from '../foundation/list-page.ts';
import { invalidParameter } from './topic-error.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
const ITEMS = 100;

/**
 * One page of a list, under the name that the answer gives it.
 * @throws AwsError InvalidParameter
 */
export function pageOf(name: string, all: readonly object[], token: unknown): object {
  const page = listPage(all, ITEMS, token === undefined ? undefined : String(token));
  if (page === undefined) throw invalidParameter('NextToken');
  return { [name]: page.items, ...(page.next !== undefined && { NextToken: page.next }) };
}
