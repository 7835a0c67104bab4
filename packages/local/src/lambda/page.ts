import { AwsError } from '../foundation/aws-error.ts';
import { listPage } from '../foundation/list-page.ts';
import { brokenConstraint } from './broken-constraint.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html: more may be asked for, and is not given at once. */
const MOST_ITEMS = 10_000;

/**
 * One page of a list, as `Marker` and `MaxItems` ask for it.
 * @param largest items of one answer, whatever is asked for
 * @throws AwsError ValidationException, InvalidParameterValueException
 */
export function pageOf<Item>(
  all: readonly Item[],
  { MaxItems, Marker }: Readonly<Record<string, unknown>>,
  largest: number,
): { items: readonly Item[]; NextMarker?: string } {
  const most = Number(MaxItems ?? largest);
  if (!Number.isInteger(most) || most < 1 || most > MOST_ITEMS) throw outOfRange(most, String(MaxItems));
  const page = listPage(all, Math.min(most, largest), Marker === undefined ? undefined : String(Marker));
  if (page === undefined) throw new AwsError('InvalidParameterValueException', 'Invalid pagination token');
  return { items: page.items, ...(page.next !== undefined && { NextMarker: page.next }) };
}

function outOfRange(most: number, given: string): AwsError {
  const bound = most > MOST_ITEMS ? `less than or equal to ${MOST_ITEMS}` : 'greater than or equal to 1';
  return brokenConstraint('maxItems', given, `have value ${bound}`);
}
