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
  const from = token === undefined ? 0 : Number(Buffer.from(String(token), 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw invalidParameter('Invalid or expired next token.');
  const end = from + most;
  const page = items.slice(from, end);
  return end < items.length
    ? { items: page, NextToken: Buffer.from(String(end)).toString('base64url') }
    : { items: page };
}
