import { AwsError } from '../foundation/aws-error.ts';
import { isObject } from '../foundation/is-object.ts';

const MOST_ENTRIES = 10;

interface Entry extends Record<string, unknown> {
  readonly Id: string;
}

/**
 * Runs one call an entry, and answers entry by entry.
 * @throws AwsError for what makes SQS refuse the whole batch
 */
export function inBatch(input: Record<string, unknown>, call: (entry: Entry) => object) {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of readEntries(input)) {
    try {
      Successful.push({ Id: entry.Id, ...call(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.Id,
        SenderFault: error.status < 500,
        Code: error.code,
        Message: error.message,
      });
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) };
}

export function readEntries(input: Record<string, unknown>): Entry[] {
  const entries = input.Entries;
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (!entries.every(isIdentified))
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const ids = entries.map(({ Id }) => Id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  return entries;
}

function isIdentified(entry: unknown): entry is Entry {
  return isObject(entry) && typeof entry.Id === 'string' && /^[\w-]{1,80}$/.test(entry.Id);
}
