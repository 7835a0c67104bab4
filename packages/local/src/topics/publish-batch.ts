import { AwsError } from '../foundation/aws-error.ts';
import { isObject } from '../foundation/is-object.ts';

type Entry = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const MOST_ENTRIES = 10;

/**
 * The entries of a batch.
 * @throws AwsError for what makes SNS refuse the whole batch
 */
export function readEntries(given: unknown): readonly Entry[] {
  const entries = [given ?? []]
    .flat()
    .filter(isObject)
    .map((entry): Entry => ({ ...entry }));
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request has no entries.');
  if (entries.length > MOST_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  const ids = entries.map(({ Id }) => String(Id));
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      'The Id of a batch entry can only contain alphanumeric characters, hyphens and underscores, and be at most 80 characters long.',
    );
  if (new Set(ids).size < ids.length)
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  return entries;
}
